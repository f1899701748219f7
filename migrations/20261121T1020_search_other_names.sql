-- People ask for a street by the name they grew up with: other and former names are searched as well.
do $$
declare
	relation text;
begin
	for relation in
		select c.relname
		from pg_class c
		join pg_attribute a on a.attrelid = c.oid and a.attname = 'search' and a.attgenerated = 's'
		join pg_attribute p on p.attrelid = c.oid and p.attname = 'props' and not p.attisdropped
		join pg_attribute n on n.attrelid = c.oid and n.attname = 'name_en' and not n.attisdropped
		where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
	loop
		execute format('alter table %I drop column search', relation);
		execute format($ddl$
			alter table %I add column search text not null generated always as
				(ar_norm(coalesce(name_ar, '') || ' ' || coalesce(name_en, '') || ' ' || coalesce(props ->> 'alt_name', '')
					|| ' ' || coalesce(props ->> 'old_name', ''))) stored
		$ddl$, relation);
		execute format('create index %I on %I using gin (search gin_trgm_ops)', relation || '_search', relation);
	end loop;
end $$;
