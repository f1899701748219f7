import type { Pool, PoolClient } from 'pg';

/**
 * What the migrations made is written down as they make it, so that a table or an index that somebody drops later is
 * missed by name.
 */
export const SCHEMA_OBJECT_TABLE = 'create table if not exists schema_object (name text primary key)';

/** Tables, views, columns, indexes, functions and triggers that stand now, extensions' own left out. */
const STANDING = `with ours as (
		select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
	extensions as (select classid, objid from pg_depend where deptype = 'e'),
	relation as (
		select c.oid, c.relkind, o.nspname || '.' || c.relname as name from pg_class c join ours o on o.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'v', 'm', 'i', 'I')
			and not exists (select from extensions e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
			and not exists (
				select from pg_index i join extensions e on e.classid = 'pg_class'::regclass and e.objid = i.indrelid
				where i.indexrelid = c.oid))
	select case when relkind in ('i', 'I') then 'index ' when relkind in ('v', 'm') then 'view ' else 'table ' end || name as name
		from relation
	union all
	select 'column ' || r.name || '.' || a.attname from relation r join pg_attribute a on a.attrelid = r.oid
		where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
	union all
	select 'trigger ' || t.tgname || ' on ' || r.name from relation r join pg_trigger t on t.tgrelid = r.oid
		where not t.tgisinternal
	union all
	select distinct 'function ' || o.nspname || '.' || p.proname from pg_proc p join ours o on o.oid = p.pronamespace
		where not exists (select from extensions e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)`;

export async function standingObjects(client: Pool | PoolClient): Promise<Set<string>> {
	const { rows } = await client.query<{ name: string }>(STANDING);
	return new Set(rows.map((r) => r.name));
}

/** Writes down what one migration made and forgets what it took away. */
export async function recordObjects(
	client: PoolClient,
	before: ReadonlySet<string>,
	after: ReadonlySet<string>
): Promise<void> {
	await client.query('delete from schema_object where name = any($1)', [
		[...before].filter((name) => !after.has(name))
	]);
	await client.query('insert into schema_object select unnest($1::text[]) on conflict do nothing', [
		[...after].filter((name) => !before.has(name))
	]);
}

/** Names of what the migrations made and is gone; what went with a table is not told besides the table. */
export async function missingObjects(pool: Pool): Promise<string[]> {
	const { rows: known } = await pool.query(`select to_regclass('schema_object') is not null as there`);
	if (!known[0].there) return [];
	const standing = await standingObjects(pool);
	const { rows } = await pool.query<{ name: string }>('select name from schema_object order by name');
	const gone = rows.map((r) => r.name).filter((name) => !standing.has(name));
	const tables = gone.filter((name) => name.startsWith('table ')).map((name) => name.slice('table '.length));
	const rest = gone.filter(
		(name) =>
			!tables.some(
				(t) => name.startsWith(`column ${t}.`) || (name.startsWith('trigger ') && name.endsWith(` on ${t}`))
			)
	);
	return rest.sort((a, b) => weight(a) - weight(b));
}

/** The gravest loss first. */
const weight = (name: string) =>
	['table', 'column', 'view', 'index', 'function', 'trigger'].indexOf(name.split(' ')[0] ?? '');
