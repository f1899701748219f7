-- The reference layers. All have the standard columns: what an import needs (source, source_id), names in both
-- languages, a kind, further attributes, the legal geometry in EPSG:22992 and a stored copy in EPSG:3857 for
-- tiles (transforming on every tile would double its cost).
create procedure create_layer_table(relation text, shape text) language plpgsql as $$
begin
	execute format($ddl$
		create table %1$I (
			id bigint generated always as identity primary key,
			source text not null default 'manual',
			source_id text not null,
			name_ar text,
			name_en text,
			kind text,
			props jsonb not null default '{}' check (jsonb_typeof(props) = 'object'),
			geom geometry(%2$s, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
			geom_3857 geometry(%2$s, 3857) not null generated always as (st_transform(geom, 3857)) stored,
			search text not null generated always as
				(ar_norm(coalesce(name_ar, '') || ' ' || coalesce(name_en, ''))) stored,
			updated_at timestamptz not null default now(),
			unique (source, source_id)
		)$ddl$, relation, shape);
	execute format('create index %I on %I using gist (geom)', relation || '_geom', relation);
	execute format('create index %I on %I using gist (geom_3857)', relation || '_geom_3857', relation);
	execute format('create index %I on %I using gin (search gin_trgm_ops)', relation || '_search', relation);
	execute format('grant select, insert, update, delete on %I to diwan_app', relation);
	call follow_layer(relation, relation);
end $$;

call create_layer_table('land', 'MultiPolygon');
call create_layer_table('governorates', 'MultiPolygon');
call create_layer_table('districts', 'MultiPolygon');
call create_layer_table('villages', 'MultiPolygon');
call create_layer_table('streets', 'MultiLineString');
call create_layer_table('street_sections', 'MultiLineString');
call create_layer_table('railways', 'MultiLineString');
call create_layer_table('waterways', 'MultiLineString');
call create_layer_table('right_of_way', 'MultiPolygon');
call create_layer_table('parcels', 'MultiPolygon');
call create_layer_table('buildings', 'MultiPolygon');
call create_layer_table('zones', 'MultiPolygon');
call create_layer_table('paving', 'MultiPolygon');
call create_layer_table('utilities_water', 'MultiLineString');
call create_layer_table('utilities_sewage', 'MultiLineString');
call create_layer_table('utilities_gas', 'MultiLineString');
call create_layer_table('utilities_power', 'MultiLineString');
call create_layer_table('utilities_telecom', 'MultiLineString');
call create_layer_table('schools', 'Point');
call create_layer_table('hospitals', 'Point');
call create_layer_table('places', 'Point');
call create_layer_table('depots', 'Point');
call create_layer_table('demand', 'Point');

create index streets_kind on streets (kind);
