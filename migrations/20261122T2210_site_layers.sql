-- What restricts building on the ground (antiquities, banks, heights, the urban cordon ...), and what was built against
-- the law: reference layers like the others. A site statement asks them by kind and by plot.
call create_layer_table('constraints', 'MultiPolygon');
call create_layer_table('violations', 'MultiPolygon');
create index constraints_kind on constraints (kind);
create index violations_parcel on violations ((props ->> 'parcel'));

-- The last change of a layer is its version: a statement names those that answered. Whatever stands already gets one.
create index change_event_topic on change_event (topic, id desc);
do $$
declare
	relation text;
begin
	foreach relation in array array['right_of_way', 'parcels', 'zones', 'utilities_water', 'utilities_sewage',
		'utilities_gas', 'utilities_power', 'utilities_telecom'] loop
		execute format('insert into change_event (topic, payload)
			select ''layer:%1$s'', ''{"op": "versioned"}'' where exists (select from %1$I)', relation);
	end loop;
	insert into change_event (topic, payload)
	select 'layer:digs', '{"op": "versioned"}' where exists (select from dig);
end $$;
