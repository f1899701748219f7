-- A declared network may be the pipe itself, as a line; and who ends a declaration says why.
alter table dig_network_owner
	alter column geom type geometry(Geometry, 22992),
	add constraint dig_network_owner_shape check (geometrytype(geom) in ('MULTIPOLYGON', 'MULTILINESTRING')),
	add column close_reason text check (btrim(close_reason) <> '' and length(close_reason) <= 1000);
