-- A step of a case costs what it changes: what stays as it was is not published, drawn or judged again.

-- Who read whose names in this transaction is asked by every policy on names and papers.
create index permit_access_xact on permit_access (xact);

-- The hash of the log is computed for every entry: as a statement it would be planned each time.
create or replace function audit_row_hash(r audit_log) returns bytea immutable language plpgsql as $$
begin
	return sha256(r.prev_hash || convert_to(concat_ws(E'\x1f', r.chain, r.seq,
		to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
		coalesce(r.actor_person_id::text, '-'), coalesce(r.actor_unit_id::text, '-'), r.actor_kind, r.action,
		r.subject_type, r.subject_id, r.detail::text, coalesce(r.request_id, '-')), 'UTF8'));
end $$;

-- The same answer as before; the clerk of the case, who asks most, is found without the list of applicants.
create or replace function permit_asks(of bigint) returns boolean stable language plpgsql as $$
begin
	if actor_is_system() then return true; end if;
	if actor_has_role('window_clerk') and permit_serving(of, array['clerk']) then return true; end if;
	return exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
		where p.id = of and a.person_id = actor_person());
end $$;

-- Most steps say nothing that would need a ground.
drop trigger permit_event_grounded on permit_event;
create constraint trigger permit_event_grounded after insert on permit_event deferrable initially deferred
	for each row when (current_user = 'diwan_app' and (new.duty = 'system' or (new.version = 1 and new.action <> 'open')
		or new.action in ('recommend', 'waive', 'approve', 'hear', 'assign', 'redraw', 'issue', 'issue_deemed',
			'settle_payment')))
	execute function permit_event_grounded();

-- The map of permits changes with what it shows.
drop trigger permit_on_map on permit;
create trigger permit_on_map after insert on permit
	for each row when (new.life = 'licence' and new.state <> 'draft') execute function permit_on_map();
create trigger permit_changed_on_map after update on permit
	for each row when (new.life = 'licence' and new.state <> 'draft' and (row(old.state, old.kind, old.address,
			old.parcel_name, old.facts, old.applied_on, old.expires_on, st_asbinary(old.geom))
		is distinct from row(new.state, new.kind, new.address, new.parcel_name, new.facts, new.applied_on, new.expires_on,
			st_asbinary(new.geom))))
	execute function permit_on_map();

-- The public register: a case is published when what everybody may know of it changes, and of its log the step that was
-- taken is added; the steps before it with the case itself.
drop trigger permit_published on permit;
create trigger permit_published after insert on permit
	for each row when (new.life <> 'violation' and (new.life <> 'licence' or new.accepted_at is not null))
	execute function permit_published();
create trigger permit_published_anew after update on permit
	for each row when (new.life <> 'violation' and (new.life <> 'licence' or new.accepted_at is not null)
		and (old.life <> 'licence' and old.state <> new.state
			or row(public_permit_state(old.state, null, null), old.kind, old.unit_id, old.parcel_id, old.facts, old.applied_on,
				old.submitted_at, old.accepted_at, old.decided_at, old.issued_at, old.expires_on, st_asbinary(old.geom),
				st_asbinary(old.footprint))
			is distinct from row(public_permit_state(new.state, null, null), new.kind, new.unit_id, new.parcel_id, new.facts,
				new.applied_on, new.submitted_at, new.accepted_at, new.decided_at, new.issued_at, new.expires_on,
				st_asbinary(new.geom), st_asbinary(new.footprint))))
	execute function permit_published();
create or replace function publish_permit(of bigint) returns void language plpgsql as $$
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
end $$;
create or replace function permit_published() returns trigger language plpgsql as $$
declare
	known boolean := exists (select from public_permits r where r.permit_id = new.root_id);
begin
	perform publish_permit(new.root_id);
	if not known then perform log_public_permit(new.root_id); end if;
	return null;
end $$;
create or replace function permit_step_published() returns trigger language plpgsql as $$
begin
	insert into public_permit_log (reference, case_id, version, status, happened_on)
	select r.source_id, p.id, new.version, public_permit_status(p.life, new.action, new.to_state),
		(new.at at time zone 'Africa/Cairo')::date
	from permit p join public_permits r on r.permit_id = p.root_id
	where p.id = new.permit_id and public_permit_status(p.life, new.action, new.to_state) is not null
	on conflict do nothing;
	return null;
end $$;
drop trigger permit_step_published on permit_event;
create trigger permit_step_published after insert on permit_event
	for each row when (new.to_state = 'works_complete' or new.action in ('submit', 'accept', 'approve', 'refuse', 'issue',
		'issue_deemed', 'suspend', 'resume', 'revoke', 'withdraw', 'expire', 'notify_start', 'deposit', 'certify'))
	execute function permit_step_published();
