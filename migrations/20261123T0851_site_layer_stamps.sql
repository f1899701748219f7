-- The layers that a site is read from change seldom, and the same plot is looked at again and again. Whoever keeps in
-- memory what lies around it knows by the stamps of the layers whether it is still that.
create table site_layer_stamp (
	layer text primary key,
	stamp uuid not null default gen_random_uuid(),
	-- The last change that was announced, and when.
	event bigint,
	at timestamptz
);
grant select on site_layer_stamp to diwan_app;
insert into site_layer_stamp (layer, event, at)
select layer, last.id, last.at from unnest(array['right_of_way', 'parcels', 'zones', 'constraints', 'violations',
	'utilities_water', 'utilities_sewage', 'utilities_gas', 'utilities_power', 'utilities_telecom']) layer
left join lateral (select e.id, e.at from change_event e where e.topic = 'layer:' || layer order by e.id desc limit 1) last
	on true;

-- At the end of the transaction: nobody who edits a layer waits for somebody else who does.
create function site_layer_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
	update site_layer_stamp set stamp = gen_random_uuid(), event = greatest(event, new.id), at = greatest(at, new.at)
	where layer = substr(new.topic, 7);
	return null;
end $$;
create constraint trigger site_layer_changed after insert on change_event deferrable initially deferred
	for each row when (new.topic in ('layer:right_of_way', 'layer:parcels', 'layer:zones', 'layer:constraints',
		'layer:violations', 'layer:utilities_water', 'layer:utilities_sewage', 'layer:utilities_gas', 'layer:utilities_power',
		'layer:utilities_telecom'))
	execute function site_layer_changed();
-- Who empties a layer announces nothing.
create function site_layer_emptied() returns trigger language plpgsql security definer set search_path = public as $$
begin
	update site_layer_stamp set stamp = gen_random_uuid() where layer = tg_table_name;
	return null;
end $$;
do $$
declare
	relation text;
begin
	for relation in select layer from site_layer_stamp loop
		execute format('create trigger site_layer_emptied after truncate on %I for each statement
			execute function site_layer_emptied()', relation);
	end loop;
end $$;
