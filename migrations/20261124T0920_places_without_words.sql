-- What somebody types as an address can say whose house it is. On the maps of the offices a permit, its site and a
-- violation are called by their plot; the address stays in the case, for those who may know whose it is.

create function permit_plot_called(plot text, of bigint) returns table (ar text, en text) stable language sql as $$
	select 'قطعة ' || n.no || coalesce('، ' || case when b.ar ~ '^[0-9٠-٩]+$' then 'حوض ' || b.ar else b.ar end, ''),
		'Plot ' || n.no || coalesce(', ' || case when b.en ~ '^[0-9٠-٩]+$' then 'block ' || b.en else b.en end, '')
	from (select public_parcel_no(plot)) n(no)
		left join lateral (select nullif(f.props ->> 'block_no', '') as ar,
			coalesce(f.props ->> 'block_no_en', nullif(f.props ->> 'block_no', '')) as en from parcels f where f.id = of) b on true
	where n.no is not null
$$;

create or replace function permit_on_map() returns trigger language plpgsql as $$
declare
	said jsonb := jsonb_strip_nulls(jsonb_build_object('type', new.kind, 'parcel', public_parcel_no(new.parcel_name),
		'floors', new.facts -> 'floors', 'applied_on', new.applied_on, 'expires_on', new.expires_on));
	called record;
begin
	if new.state = 'draft' then return null; end if;
	if tg_op = 'UPDATE' and old.parcel_name is not distinct from new.parcel_name
			and st_asbinary(old.geom) = st_asbinary(new.geom) then
		-- Nothing is placed, drawn or indexed again.
		update permits set kind = new.state, props = said, updated_at = new.updated_at
		where source = 'diwan' and source_id = new.reference;
		if found then return null; end if;
	end if;
	select c.ar, c.en into called from permit_plot_called(new.parcel_name, new.parcel_id) c;
	insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', new.reference, called.ar, called.en, new.state, said, new.geom, new.updated_at)
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
	return null;
end $$;

create or replace function building_site_put(of bigint) returns void language sql as $$
	insert into building_sites (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	select 'diwan', p.reference, c.ar, c.en,
		case when p.state = 'works_complete' then 'ended'
			when p.state in ('stop_work', 'execution_violation', 'works_ended') or n.state in ('suspended', 'revoked')
				then 'stopped'
			else 'active' end,
		jsonb_strip_nulls(jsonb_build_object('licence', n.reference, 'starts_on', e.starts_on, 'floors', n.facts -> 'floors',
			'expires_on', l.expires_on)), p.geom,
		greatest(p.updated_at, l.updated_at)
	from permit p join permit l on l.id = p.parent_id join permit_execution e on e.permit_id = p.id
		cross join lateral permit_approved(p.parent_id) n
		left join lateral permit_plot_called(p.parcel_name, p.parcel_id) c on true
	where p.id = of
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at
$$;

create or replace function permit_violation_on_map() returns trigger language plpgsql as $$
declare
	called record;
begin
	select c.ar, c.en into called from permit_plot_called(new.parcel_name, new.parcel_id) c;
	insert into violations (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', new.reference, called.ar, called.en,
		case when new.state = 'removal_ordered' then 'removal_order' when new.parent_id is null then 'no_licence'
			else 'beyond_licence' end,
		jsonb_strip_nulls(jsonb_build_object('parcel', (select f.source_id from parcels f where f.id = new.parcel_id),
			'on', new.applied_on, 'state', case when new.state in ('violation_removed', 'violation_reconciled',
				'violation_dismissed') then 'closed' when new.state like 'reconciliation%' then 'reconciliation' else 'open' end)),
		new.geom, new.updated_at)
	on conflict (source, source_id) do update set kind = excluded.kind, props = excluded.props, geom = excluded.geom,
		updated_at = excluded.updated_at;
	return null;
end $$;

-- What stands on the maps already.
alter table permit no force row level security;
update permits m set name_ar = c.ar, name_en = c.en,
	props = jsonb_strip_nulls(m.props || jsonb_build_object('parcel', public_parcel_no(p.parcel_name)))
from permit p left join lateral permit_plot_called(p.parcel_name, p.parcel_id) c on true
where m.source = 'diwan' and m.source_id = p.reference and p.life = 'licence';
update building_sites m set name_ar = c.ar, name_en = c.en
from permit p left join lateral permit_plot_called(p.parcel_name, p.parcel_id) c on true
where m.source = 'diwan' and m.source_id = p.reference and p.life = 'execution';
update violations m set name_ar = c.ar, name_en = c.en
from permit p left join lateral permit_plot_called(p.parcel_name, p.parcel_id) c on true
where m.source = 'diwan' and m.source_id = p.reference and p.life = 'violation';
alter table permit force row level security;
