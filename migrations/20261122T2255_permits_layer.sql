-- The plots of permits on the map: what everybody in the offices may see of a case, without anybody's name. A table of
-- its own, for tiles are read by nobody in particular.
call create_layer_table('permits', 'MultiPolygon');
revoke delete on permits from diwan_app;

create function permit_on_map() returns trigger language plpgsql as $$
begin
	if new.state = 'draft' then return null; end if;
	insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', new.reference, new.address, new.address, new.state,
		jsonb_strip_nulls(jsonb_build_object('type', new.kind, 'parcel', new.parcel_name, 'floors', new.facts -> 'floors',
			'applied_on', new.applied_on, 'expires_on', new.expires_on)), new.geom, new.updated_at)
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
	return null;
end $$;
create trigger permit_on_map after insert or update on permit for each row execute function permit_on_map();
