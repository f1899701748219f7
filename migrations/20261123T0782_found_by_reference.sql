-- A case is found by its reference on every layer that shows it.
create index permits_reference on permits (source_id);
create index if not exists public_permits_reference on public_permits (source_id);
create index building_sites_reference on building_sites (source_id);
