-- A trigger before each updated row makes PostgreSQL compute a row's stored columns again, here a shape in another
-- system and the words it is found by, with every step of a case. What is refused can be refused afterwards.
drop trigger written_by_cases on permits;
drop trigger written_by_cases on violations;
drop trigger written_by_cases on building_sites;
drop trigger written_by_cases on public_permits;
drop trigger written_by_cases on public_permit_log;
drop trigger written_by_cases on permit_words;
create or replace function written_by_cases() returns trigger language plpgsql as $$
begin
	if current_user = 'diwan_app' and pg_trigger_depth() < 2 then
		-- Layers that an office fills as well: its own rows are its own.
		if tg_level = 'ROW' then
			if 'diwan' not in (coalesce(old.source, ''), coalesce(new.source, '')) then return null; end if;
		end if;
		raise exception '% is written by cases alone', tg_table_name using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create trigger written_by_cases after insert or update or delete on permits
	for each row execute function written_by_cases();
create trigger written_by_cases after insert or update or delete on violations
	for each row execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on building_sites
	for each statement execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on public_permits
	for each statement execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on public_permit_log
	for each statement execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on permit_words
	for each statement execute function written_by_cases();

-- Whether a plot is whole is asked when it is written, not when its case goes on.
alter table permits drop constraint permits_geom_check;
create function permits_plot_whole() returns trigger language plpgsql as $$
begin
	if not st_isvalid(new.geom) or st_isempty(new.geom) then
		raise exception 'a plot that is not whole' using errcode = 'check_violation', constraint = 'permits_geom_check';
	end if;
	return null;
end $$;
create trigger permits_plot_whole after insert or update of geom on permits
	for each row execute function permits_plot_whole();

-- Refused, and appealed against: written with the state, for the same reason.
drop trigger public_permit_appealed on public_permits;
create trigger public_permit_appealed before insert on public_permits
	for each row when (new.kind = 'refused') execute function public_permit_appealed();
create function public_permit_refused(of bigint) returns text stable language sql as $$
	select case when exists (select from permit_appeal a where a.permit_id = of and a.outcome is null) then 'appealed'
		else 'refused' end
$$;
create or replace function permit_appeal_published() returns trigger language plpgsql as $$
begin
	update public_permits r set kind = public_permit_refused(new.permit_id), version = r.version + 1, updated_at = now()
	where r.permit_id = new.permit_id and r.kind in ('refused', 'appealed');
	return null;
end $$;
create or replace function permit_put_in_register(l permit, stands boolean) returns void language plpgsql as $$
declare
	known boolean;
begin
	if stands then
		update public_permits r set kind = case l.state
				when 'issued' then public_permit_state(l.state,
					(select state from permit where parent_id = l.id and life = 'execution'),
					(select state from permit where parent_id = l.id and life = 'completion'))
				when 'refused' then public_permit_refused(l.id)
				else public_permit_state(l.state, null, null) end,
			decided_on = (l.decided_at at time zone 'Africa/Cairo')::date,
			issued_on = (l.issued_at at time zone 'Africa/Cairo')::date, expires_on = l.expires_on,
			version = r.version + 1, updated_at = now()
		where r.permit_id = l.id;
		if found then return; end if;
	end if;
	known := exists (select from public_permits r where r.permit_id = l.root_id);
	perform publish_permit(l.root_id);
	if not known then perform log_public_permit(l.root_id); end if;
end $$;

-- A case that goes on changes its state and its last day; what else the map says of it stands.
create or replace function permit_put_on_map(l permit, stands boolean) returns void language plpgsql as $$
declare
	called record;
begin
	if stands then
		update permits set kind = l.state, updated_at = l.updated_at,
			props = case when l.expires_on is null then props - 'expires_on'
				else props || jsonb_build_object('expires_on', l.expires_on) end
		where source = 'diwan' and source_id = l.reference;
		if found then return; end if;
	end if;
	select c.ar, c.en into called from permit_plot_called(l.parcel_name, l.parcel_id) c;
	insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', l.reference, called.ar, called.en, l.state, jsonb_strip_nulls(jsonb_build_object('type', l.kind,
		'parcel', public_parcel_no(l.parcel_name), 'floors', l.facts -> 'floors', 'applied_on', l.applied_on,
		'expires_on', l.expires_on)), l.geom, l.updated_at)
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
end $$;

-- What moved, by one pass over its old and its new places.
create or replace function layer_moved() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys, min_x, min_y, max_x, max_y, payload)
	select 'layer:' || tg_argv[0], case when n <= 50 then ids end, st_xmin(place), st_ymin(place), st_xmax(place),
		st_ymax(place), jsonb_build_object('op', 'update', 'rows', n)
	from (select count(*) filter (where fresh) as n, array_agg(id::text) filter (where fresh) as ids,
			st_extent(geom_3857) as place
		from (select true as fresh, id, geom_3857 from new_rows
			union all select false, id, geom_3857 from old_rows) both_places) moved
	where n > 0;
	return null;
end $$;

-- The next link of a chain in one statement.
create or replace function audit_link() returns trigger language plpgsql as $$
declare
	own smallint := (pg_backend_pid() % 8)::smallint;
begin
	if not pg_try_advisory_xact_lock(4211, own) then
		for i in 1..7 loop
			own := ((pg_backend_pid() + i) % 8)::smallint;
			exit when pg_try_advisory_xact_lock(4211, own);
			if i = 7 then perform pg_advisory_xact_lock(4211, own); end if;
		end loop;
	end if;
	select own, coalesce(l.seq, 0) + 1, clock_timestamp(), coalesce(l.hash, decode(repeat('00', 32), 'hex'))
	into new.chain, new.seq, new.at, new.prev_hash
	from (select) one left join (select a.seq, a.hash from audit_log a where a.chain = own order by a.seq desc limit 1) l
		on true;
	new.hash := audit_row_hash(new);
	return new;
end $$;

-- How many cases are too many is read once for a draw, not once for each reviewer.
create or replace function permit_reviewers(of bigint, day date) returns table(person_id bigint, hard text, soft text)
language plpgsql stable as $$
declare
	most constant numeric := permit_setting_on('draw_load', day);
begin
	return query
	with c as (
		select p.id, p.kind, p.parcel_id, u.path from permit p join unit u on u.id = p.unit_id where p.id = of
	), r as (
		select distinct a.person_id from c join assignment a on a.role = 'reviewer'
			and a.valid_from <= day and (a.valid_to is null or day <= a.valid_to)
		join unit u on u.id = a.unit_id and starts_with(c.path, u.path)
		join person h on h.id = a.person_id and h.active
	), last_of as (
		select (select h.person_id from permit_party_key k2 join permit_hand h on h.permit_id = k2.permit_id
				and h.duty = 'reviewer' and h.ended_at is null
			where k2.key = k.key and k2.permit_id <> of order by k2.permit_id desc limit 1) as person_id
		from permit_party_key k where k.permit_id = of
		union
		select (select h.person_id from permit p join permit_hand h on h.permit_id = p.id
				and h.duty = 'reviewer' and h.ended_at is null
			where p.parcel_id = c.parcel_id and p.id <> of order by p.id desc limit 1)
		from c where c.parcel_id is not null
	), busy as (
		select h.person_id from permit p join permit_hand h on h.permit_id = p.id and h.duty = 'reviewer' and h.ended_at is null
		where p.state in ('assigned', 'technical_review', 'info_requested', 'consultation')
		group by h.person_id having count(*) >= most
	)
	select r.person_id,
		case
			when exists (select from permit_hand h where h.permit_id = of and h.person_id = r.person_id) then 'has_duty'
			when exists (select from permit_applicant a where a.permit_id = of and a.person_id = r.person_id) then 'applicant'
			when exists (select from permit_party_key k join person_key o on o.key = k.key
				where k.permit_id = of and o.person_id = r.person_id) then 'related'
			when exists (select from permit_access a where a.permit_id = of and a.person_id = r.person_id and not a.blind) then 'has_read'
			when exists (select from reviewer_discipline d where d.person_id = r.person_id)
				and not exists (select from reviewer_discipline d where d.person_id = r.person_id and d.discipline
					= case c.kind when 'strengthening' then 'structural' else 'architectural' end) then 'discipline'
		end,
		case
			when r.person_id in (select l.person_id from last_of l) then 'handled_before'
			when r.person_id in (select b.person_id from busy b) then 'load'
		end
	from r cross join c;
end $$;
