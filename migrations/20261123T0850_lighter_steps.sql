-- A step costs what it changes, once more: the map of permits is told of the state alone where the rest stayed.

create or replace function permit_on_map() returns trigger language plpgsql as $$
declare
	said jsonb := jsonb_strip_nulls(jsonb_build_object('type', new.kind, 'parcel', new.parcel_name,
		'floors', new.facts -> 'floors', 'applied_on', new.applied_on, 'expires_on', new.expires_on));
begin
	if new.state = 'draft' then return null; end if;
	if tg_op = 'UPDATE' and old.address is not distinct from new.address
			and st_asbinary(old.geom) = st_asbinary(new.geom) then
		-- Nothing is placed, drawn or indexed again.
		update permits set kind = new.state, props = said, updated_at = new.updated_at
		where source = 'diwan' and source_id = new.reference;
		if found then return null; end if;
	end if;
	insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', new.reference, new.address, new.address, new.state, said, new.geom, new.updated_at)
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
	return null;
end $$;

-- As a statement of its own it would be planned for every case.
create or replace function log_public_permit(of bigint) returns void language plpgsql as $$
begin
	insert into public_permit_log (reference, case_id, version, status, happened_on)
	select r.source_id, c.id, e.version, s.status, (e.at at time zone 'Africa/Cairo')::date
	from public_permits r join permit c on c.root_id = r.permit_id join permit_event e on e.permit_id = c.id,
		lateral (select public_permit_status(c.life, e.action, e.to_state) as status) s
	where r.permit_id = of and s.status is not null and not exists (select from public_permit_log l
		where l.case_id = c.id and l.version = e.version)
	order by e.at, c.id, e.version
	on conflict do nothing;
end $$;

-- Whoever judges is asked before whoever asks: the first is the shorter question.
drop policy permit_check_insert on permit_check;
create policy permit_check_insert on permit_check for insert
	with check (permit_serving(permit_id, array['reviewer', 'approver', 'authority']) or permit_asks_now(permit_id));
