-- What inspectors find on the street, defects and their repair, the guarantee of the restored surface.

alter table dig add column if not exists guarantee_until date;
alter table dig
	add column restored_at timestamptz,
	add column closed_at timestamptz,
	add constraint dig_restored check (restored_at is null or
		(guarantee_until is not null and state in ('restored', 'closed'))),
	add constraint dig_closed check (closed_at is null or (state = 'closed' and closed_at >= restored_at));

create table dig_inspection (
	-- Made by the device that recorded it, so that it arrives once however often it is sent.
	id uuid primary key,
	dig_id bigint not null references dig,
	kind text not null check (kind in
		('start', 'during', 'reinstatement_interim', 'reinstatement_final', 'guarantee')),
	result text not null check (result in ('pass', 'fail')),
	remark text check (btrim(remark) <> '' and length(remark) <= 4000),
	-- On the street, and here; days apart when there was no network.
	at timestamptz not null,
	received_at timestamptz not null,
	person_id bigint not null references person,
	geom geometry(Point, 22992),
	geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
	accuracy_m double precision check (accuracy_m >= 0),
	-- From the inspector to the work, in metres.
	distance_m double precision check (distance_m >= 0),
	request_hash text not null,
	check (received_at >= at - interval '10 minutes'),
	check ((geom is null) = (distance_m is null))
);
create index dig_inspection_dig on dig_inspection (dig_id, at);
grant select, insert on dig_inspection to diwan_app;

create table dig_inspection_photo (
	inspection_id uuid not null references dig_inspection,
	position smallint not null check (position between 1 and 12),
	sha256 text not null references stored_file,
	primary key (inspection_id, position)
);
grant select, insert on dig_inspection_photo to diwan_app;

create table dig_defect (
	id bigint generated always as identity primary key,
	dig_id bigint not null references dig,
	inspection_id uuid not null references dig_inspection,
	kind text not null check (kind in
		('surface', 'settlement', 'backfill', 'edges', 'kerb', 'utility', 'safety', 'debris', 'beyond_permit', 'other')),
	remark text check (btrim(remark) <> '' and length(remark) <= 1000),
	-- The inspection that found it made good.
	fixed_in uuid references dig_inspection,
	fixed_at timestamptz,
	check ((fixed_in is null) = (fixed_at is null)),
	check (kind <> 'other' or remark is not null)
);
create index dig_defect_open on dig_defect (dig_id) where fixed_at is null;
grant select, insert, update on dig_defect to diwan_app;

-- The application accepts and closes no work of ours with a defect open.
create function dig_without_defects() returns trigger language plpgsql as $$
begin
	if current_user = 'diwan_app' and new.state is distinct from old.state
		and exists (select from dig_defect f where f.dig_id = new.id and f.fixed_at is null)
	then
		raise exception 'a work with open defects is neither accepted nor closed' using errcode = 'check_violation',
			constraint = 'dig_without_defects';
	end if;
	return new;
end $$;
create trigger dig_without_defects before update of state on dig for each row
	when (new.state in ('restored', 'closed')) execute function dig_without_defects();

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('LIFE', 'guarantee_months', 12, '2000-01-01', 'Default; no decree is known');
