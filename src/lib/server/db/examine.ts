import type { Pool } from 'pg';
import { examineSchema } from './examine-schema.ts';
import type { Finding } from './finding.ts';
import { ranMigrations } from './migrate.ts';

const EXTENSIONS = ['postgis', 'pg_trgm', 'btree_gist', 'pgcrypto'];

/**
 * Looks at a database with the eyes of an operator: version, extensions, rights, schema. It changes nothing.
 * `embedded` leaves out what only a server can get wrong.
 */
export async function examine(
	pool: Pool,
	{ migrations, embedded }: { migrations: string; embedded: boolean }
): Promise<Finding[]> {
	const findings: Finding[] = [];
	const add = (
		check: string,
		ok: boolean,
		found: string,
		advice: string,
		severity: Finding['severity'] = 'error'
	) => findings.push({ check, ok, severity, found, ...(ok ? {} : { advice }) });

	const { rows: server } = await pool.query(
		`select current_setting('server_version_num')::int as number, current_setting('server_version') as text,
			current_user as "user", current_database() as database, current_setting('server_encoding') as encoding,
			(select rolsuper from pg_roles where rolname = current_user) as super,
			(select rolcreaterole from pg_roles where rolname = current_user) as creates_roles,
			has_database_privilege(current_database(), 'CREATE') as creates,
			has_schema_privilege('public', 'CREATE') as creates_in_public`
	);
	const s = server[0];
	add(
		'version',
		s.number >= 150000,
		`PostgreSQL ${s.text}`,
		'Diwan needs PostgreSQL 15 or newer: upgrade the server.'
	);
	add(
		'encoding',
		s.encoding === 'UTF8',
		s.encoding,
		`Create the database with: create database ${s.database} encoding 'UTF8' lc_ctype 'C.UTF-8' template template0`
	);

	const { rows: letters } = await pool.query(
		`select 'م' ~ '[[:alpha:]]' as known, datctype as type from pg_database where datname = current_database()`
	);
	add(
		'letters',
		letters[0].known,
		letters[0].known ? letters[0].type : `${letters[0].type}: Arabic letters are not known as letters`,
		`Search forgives no typing error in Arabic here. Create the database with: create database ${s.database} encoding 'UTF8' lc_ctype 'C.UTF-8' template template0`,
		'warning'
	);

	const { rows: extensions } = await pool.query(
		`select a.name, a.installed_version as installed from pg_available_extensions a where a.name = any($1)`,
		[EXTENSIONS]
	);
	const made = (await ranMigrations(pool)).length > 0;
	for (const name of EXTENSIONS) {
		const row = extensions.find((e) => e.name === name);
		if (row?.installed) add(`extension ${name}`, true, row.installed, '');
		else if (!row)
			add(
				`extension ${name}`,
				false,
				'not on the server',
				name === 'postgis'
					? 'Install PostGIS on the database server (Debian: apt-get install postgresql-15-postgis-3), then run diwan migrate.'
					: 'Install the PostgreSQL contrib package on the database server, then run diwan migrate.'
			);
		else
			add(
				`extension ${name}`,
				false,
				made ? 'was dropped' : 'available, not created',
				made
					? 'What stood on it went with it, and migrating does not bring it back: restore the database from a backup.'
					: s.super || s.creates
						? 'Run diwan migrate; if it is refused, let an administrator run: create extension ' + name
						: `Let an administrator run in this database: create extension ${name}`
			);
	}
	if (!embedded) {
		const { rows: role } = await pool.query(
			`select exists(select 1 from pg_roles where rolname = 'diwan_app') as there,
				coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = 'diwan_app'), false) as member,
				coalesce((select rolsuper or rolbypassrls from pg_roles where rolname = 'diwan_app'), false) as too_strong`
		);
		const r = role[0];
		add(
			'role diwan_app',
			r.there ? r.member : s.super || s.creates_roles,
			r.there ? (r.member ? 'there' : 'not granted') : 'not there',
			r.there
				? `Let an administrator run: grant diwan_app to "${s.user}"`
				: `Let an administrator run: create role diwan_app nologin; grant diwan_app to "${s.user}"`
		);
		if (r.too_strong)
			add(
				'role diwan_app',
				false,
				'bypasses row-level security',
				'Let an administrator run: alter role diwan_app nosuperuser nobypassrls'
			);
		add(
			'rights',
			s.creates_in_public,
			s.creates_in_public ? 'may create tables' : 'may not create tables',
			`Let an administrator run: grant create on schema public to "${s.user}"`
		);
		add(
			'connection role',
			!s.super,
			s.super ? 'superuser' : s.user,
			'Diwan works, but let it connect as an ordinary owner of its database so that a mistake stays small.',
			'warning'
		);
	}
	findings.push(...(await examineSchema(pool, migrations)));
	return findings;
}
