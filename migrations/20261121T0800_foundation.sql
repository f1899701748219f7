-- Extensions, the application's role, and the helpers that later migrations call.
create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

-- The application acts as this role inside every request's transaction: it owns nothing and cannot bypass
-- row-level security. Roles belong to the whole server, so another database, or an administrator for an owner
-- who may not make roles, may have made it already.
do $$
begin
	if not exists (select 1 from pg_roles where rolname = 'diwan_app') then
		create role diwan_app nologin;
	end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
	execute format('grant diwan_app to %I', current_user);
exception when others then
	-- Two databases of one server may grant at the same moment; what counts is that it is granted.
	if not pg_has_role(current_user, 'diwan_app', 'member') then raise; end if;
end $$;

-- Who is acting, as set by the application for the transaction; null outside one.
create function actor_person() returns bigint stable language sql as
$$ select nullif(current_setting('diwan.person', true), '')::bigint $$;
create function actor_has_role(wanted text) returns boolean stable language sql as
$$ select wanted = any (string_to_array(coalesce(current_setting('diwan.roles', true), ''), ',')) $$;

-- Everything that happened to what people look at. A statement writes at most one row per layer; the
-- application follows this table (woken by NOTIFY) to drop tiles and tell open maps.
create table change_event (
	id bigint generated always as identity primary key,
	topic text not null,
	keys text[],
	min_x double precision, min_y double precision, max_x double precision, max_y double precision,
	payload jsonb not null default '{}',
	at timestamptz not null default now()
);
create index change_event_at on change_event (at);
grant select, insert on change_event to diwan_app;

create function change_event_wake() returns trigger language plpgsql as $$
begin
	perform pg_notify('diwan_change', '');
	return null;
end $$;
create trigger change_event_wake after insert on change_event
	for each statement execute function change_event_wake();

-- Statement triggers of a layer's table: one change_event with the box (EPSG:3857) and, when few, the ids.
create function layer_changed() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys, min_x, min_y, max_x, max_y, payload)
	select 'layer:' || tg_argv[0],
		case when count(*) <= 50 then array_agg(distinct id::text) end,
		st_xmin(st_extent(geom_3857)), st_ymin(st_extent(geom_3857)),
		st_xmax(st_extent(geom_3857)), st_ymax(st_extent(geom_3857)),
		jsonb_build_object('op', lower(tg_op), 'rows', count(*))
	from changed_rows
	having count(*) > 0;
	return null;
end $$;
-- An update may move a thing: its old and its new place both change.
create function layer_moved() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys, min_x, min_y, max_x, max_y, payload)
	select 'layer:' || tg_argv[0],
		case when count(distinct id) <= 50 then array_agg(distinct id::text) end,
		st_xmin(st_extent(geom_3857)), st_ymin(st_extent(geom_3857)),
		st_xmax(st_extent(geom_3857)), st_ymax(st_extent(geom_3857)),
		jsonb_build_object('op', 'update', 'rows', count(distinct id))
	from (select id, geom_3857 from old_rows union all select id, geom_3857 from new_rows) both_places
	having count(*) > 0;
	return null;
end $$;

-- Makes the writes to a table (with columns id and geom_3857) known as changes of a layer.
create procedure follow_layer(relation text, layer text) language plpgsql as $$
begin
	execute format('create trigger %I after insert on %I referencing new table as changed_rows
		for each statement execute function layer_changed(%L)', layer || '_inserted', relation, layer);
	execute format('create trigger %I after delete on %I referencing old table as changed_rows
		for each statement execute function layer_changed(%L)', layer || '_deleted', relation, layer);
	execute format('create trigger %I after update on %I referencing old table as old_rows new table as new_rows
		for each statement execute function layer_moved(%L)', layer || '_updated', relation, layer);
end $$;
