-- The public register of permits: what everybody may know of a case from its acceptance on. Tables of their own, kept by
-- triggers, so that whoever reads them without having signed in comes to no row of a case. Nothing that a person typed
-- stands in them: the place is told by the maps of streets, districts and parcels.

create table public_permits (
	id bigint generated always as identity primary key,
	permit_id bigint not null unique references permit,
	source text not null default 'diwan',
	-- The reference.
	source_id text not null,
	-- Where it is, by the map.
	name_ar text not null,
	name_en text not null,
	-- Where it stands, in the few words that are public.
	kind text not null check (kind in ('in_review', 'fees_due', 'issued', 'building', 'completed', 'suspended', 'refused',
		'withdrawn', 'revoked', 'expired')),
	type text not null,
	unit_id bigint not null references unit,
	district text,
	district_ar text,
	district_en text,
	street_ar text,
	street_en text,
	parcel_no text,
	plot_m2 numeric(12, 1) not null,
	floors integer,
	basements integer,
	height_m numeric(7, 2),
	-- Of all floors.
	area_m2 numeric(12, 1),
	units integer,
	use text check (use in ('residential', 'commercial', 'administrative', 'industrial', 'parking')),
	applied_on date not null,
	year smallint not null generated always as (extract(year from applied_on)) stored,
	accepted_on date not null,
	decided_on date,
	issued_on date,
	expires_on date,
	completed_on date,
	props jsonb not null default '{}',
	geom geometry(MultiPolygon, 22992) not null,
	geom_3857 geometry(MultiPolygon, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	footprint geometry(MultiPolygon, 22992),
	search text not null generated always as (ar_norm(source_id || ' ' || name_ar || ' ' || name_en)) stored,
	-- Grows with every change: their sum tells whether anything did, whichever transaction ends first.
	version integer not null default 1,
	entered_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	unique (source_id)
);
create index public_permits_geom on public_permits using gist (geom);
create index public_permits_geom_3857 on public_permits using gist (geom_3857);
create index public_permits_search on public_permits using gin (search gin_trgm_ops);
create index public_permits_kind on public_permits (kind, id);
create index public_permits_type on public_permits (type, id);
create index public_permits_district on public_permits (district, id);
create index public_permits_year on public_permits (year, id);
create index public_permits_updated on public_permits (updated_at) include (year, version);
grant select, insert, update on public_permits to diwan_app;
call follow_layer('public_permits', 'public_permits');

-- What happened, by day: no officer, no reason.
create table public_permit_log (
	id bigint generated always as identity primary key,
	reference text not null references public_permits (source_id),
	case_id bigint not null references permit,
	version integer not null,
	status text not null check (status in ('submitted', 'accepted', 'notified', 'approved', 'refused', 'issued',
		'suspended', 'resumed', 'revoked', 'withdrawn', 'expired', 'started', 'works_complete', 'deposited', 'completed')),
	happened_on date not null,
	entered_at timestamptz not null default now(),
	unique (case_id, version)
);
create index public_permit_log_reference on public_permit_log (reference, id);
create index public_permit_log_entered on public_permit_log (entered_at);
create index public_permit_log_happened on public_permit_log (happened_on);
grant select, insert on public_permit_log to diwan_app;
create trigger public_permit_log_kept before update or delete on public_permit_log
	for each row execute function permit_is_kept();

create function public_permit_state(licence text, execution text, completion text) returns text immutable
language sql as $$
	select case
		when licence in ('suspended', 'refused', 'withdrawn', 'revoked', 'expired') then licence
		when licence = 'approved_fees_due' then 'fees_due'
		when licence <> 'issued' then 'in_review'
		when completion in ('utility_letters', 'closed') then 'completed'
		when execution is not null then 'building'
		else 'issued' end
$$;
create function public_permit_status(life text, action text, to_state text) returns text immutable
language sql as $$
	select case life
		when 'licence' then case action when 'submit' then 'submitted' when 'accept' then 'accepted'
			when 'approve' then 'approved' when 'refuse' then 'refused' when 'issue' then 'issued'
			when 'issue_deemed' then 'issued' when 'suspend' then 'suspended' when 'resume' then 'resumed'
			when 'revoke' then 'revoked' when 'withdraw' then 'withdrawn' when 'expire' then 'expired' end
		when 'execution' then case when to_state = 'start_notified' and action = 'notify_start' then 'started'
			when to_state = 'works_complete' then 'works_complete' end
		when 'completion' then case action when 'deposit' then 'deposited' when 'certify' then 'completed' end
	end
$$;
-- A plot is called by its number: what has no digit is no number, and might be a name.
create function public_parcel_no(given text) returns text immutable language sql as $$
	select case when length(given) <= 40 and ar_norm(given) ~ '[0-9]' then public_text(given) end
$$;

create function log_public_permit(of bigint) returns void language sql as $$
	insert into public_permit_log (reference, case_id, version, status, happened_on)
	select r.source_id, c.id, e.version, s.status, (e.at at time zone 'Africa/Cairo')::date
	from public_permits r join permit c on c.root_id = r.permit_id join permit_event e on e.permit_id = c.id,
		lateral (select public_permit_status(c.life, e.action, e.to_state) as status) s
	where r.permit_id = of and s.status is not null
	order by e.at, c.id, e.version
	on conflict do nothing
$$;

create function publish_permit(of bigint) returns void language plpgsql as $$
declare
	l permit;
	execution text;
	completion text;
	completed date;
	numbers jsonb;
	parcel text;
	district record;
	street record;
begin
	select * into l from permit where id = of and life = 'licence' and accepted_at is not null;
	if not found then return; end if;
	select state into execution from permit where parent_id = of and life = 'execution';
	select p.state, (select min(e.at at time zone 'Africa/Cairo')::date from permit_event e
		where e.permit_id = p.id and e.action = 'certify')
	into completion, completed from permit p where p.parent_id = of and p.life = 'completion';
	select public_parcel_no(coalesce(f.props ->> 'parcel_no', f.source_id)) into parcel
	from parcels f where f.id = l.parcel_id;
	select f.source_id, f.name_ar, f.name_en into district from districts f where st_intersects(f.geom, l.geom)
	order by st_area(st_intersection(f.geom, l.geom)) desc, f.id limit 1;
	-- The street it lies at; one whose plots reach back further has none in its name.
	select f.name_ar, f.name_en into street from streets f
	where st_dwithin(f.geom, l.geom, 40) and coalesce(f.name_ar, f.name_en) is not null
	order by st_distance(f.geom, l.geom), f.id limit 1;
	numbers := l.facts;
	insert into public_permits as r (permit_id, source_id, name_ar, name_en, kind, type, unit_id, district, district_ar,
		district_en, street_ar, street_en, parcel_no, plot_m2, floors, basements, height_m, area_m2, units, use, applied_on,
		accepted_on, decided_on, issued_on, expires_on, completed_on, geom, footprint)
	select l.id, l.reference,
		coalesce(nullif(concat_ws('، ', 'قطعة ' || parcel, coalesce(street.name_ar, street.name_en),
			coalesce(district.name_ar, district.name_en)), ''), u.name_ar),
		coalesce(nullif(concat_ws(', ', 'Plot ' || parcel, coalesce(street.name_en, street.name_ar),
			coalesce(district.name_en, district.name_ar)), ''), u.name_en),
		public_permit_state(l.state, execution, completion), l.kind, l.unit_id,
		district.source_id, coalesce(district.name_ar, district.name_en), coalesce(district.name_en, district.name_ar),
		coalesce(street.name_ar, street.name_en), coalesce(street.name_en, street.name_ar), parcel,
		round(st_area(l.geom)::numeric, 1), (numbers ->> 'floors')::integer, (numbers ->> 'basements')::integer,
		round((numbers ->> 'height_m')::numeric, 2),
		(select round(sum(a.m2::numeric), 1) from jsonb_array_elements_text(
			case when jsonb_typeof(numbers -> 'floor_areas_m2') = 'array' then numbers -> 'floor_areas_m2' else '[]' end
			|| case when jsonb_typeof(numbers -> 'basement_areas_m2') = 'array' then numbers -> 'basement_areas_m2'
				else '[]' end) a(m2)),
		(numbers ->> 'units')::integer,
		case when numbers ->> 'use' in ('residential', 'commercial', 'administrative', 'industrial', 'parking')
			then numbers ->> 'use' end,
		coalesce((l.submitted_at at time zone 'Africa/Cairo')::date, l.applied_on),
		(l.accepted_at at time zone 'Africa/Cairo')::date, (l.decided_at at time zone 'Africa/Cairo')::date,
		(l.issued_at at time zone 'Africa/Cairo')::date, l.expires_on, completed, l.geom, l.footprint
	from unit u where u.id = l.unit_id
	on conflict (permit_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en, kind = excluded.kind,
		type = excluded.type, unit_id = excluded.unit_id, district = excluded.district, district_ar = excluded.district_ar,
		district_en = excluded.district_en, street_ar = excluded.street_ar, street_en = excluded.street_en,
		parcel_no = excluded.parcel_no, plot_m2 = excluded.plot_m2, floors = excluded.floors,
		basements = excluded.basements, height_m = excluded.height_m, area_m2 = excluded.area_m2, units = excluded.units,
		use = excluded.use, applied_on = excluded.applied_on, accepted_on = excluded.accepted_on,
		decided_on = excluded.decided_on, issued_on = excluded.issued_on, expires_on = excluded.expires_on,
		completed_on = excluded.completed_on, geom = excluded.geom, footprint = excluded.footprint,
		version = r.version + 1, updated_at = now()
	where row(r.name_ar, r.name_en, r.kind, r.type, r.unit_id, r.district, r.parcel_no, r.floors, r.basements, r.height_m,
		r.area_m2, r.units, r.use, r.applied_on, r.accepted_on, r.decided_on, r.issued_on, r.expires_on, r.completed_on,
		st_asbinary(r.geom), st_asbinary(r.footprint))
		is distinct from row(excluded.name_ar, excluded.name_en, excluded.kind, excluded.type, excluded.unit_id,
		excluded.district, excluded.parcel_no, excluded.floors, excluded.basements, excluded.height_m, excluded.area_m2,
		excluded.units, excluded.use, excluded.applied_on, excluded.accepted_on, excluded.decided_on, excluded.issued_on,
		excluded.expires_on, excluded.completed_on, st_asbinary(excluded.geom), st_asbinary(excluded.footprint));
	perform log_public_permit(of);
end $$;

-- Of a case and of what hangs from it, when it changes; and of a step, which may be kept after its case.
create function permit_published() returns trigger language plpgsql as $$
begin
	perform publish_permit(new.root_id);
	return null;
end $$;
create trigger permit_published after insert or update on permit
	for each row when (new.life <> 'violation') execute function permit_published();
create function permit_step_published() returns trigger language plpgsql as $$
begin
	perform log_public_permit(p.root_id) from permit p
	where p.id = new.permit_id and public_permit_status(p.life, new.action, new.to_state) is not null;
	return null;
end $$;
create trigger permit_step_published after insert on permit_event
	for each row execute function permit_step_published();

-- Cases there are already.
alter table permit no force row level security;
alter table permit_event no force row level security;
select publish_permit(id) from permit where life = 'licence' and accepted_at is not null order by id;
alter table permit_event force row level security;
alter table permit force row level security;
