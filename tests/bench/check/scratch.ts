import pg from 'pg';
import { readConfig, type Config } from '#lib/server/config.ts';

/**
 * The address of a scratch database on the server of BENCH_DATABASE_URL or TEST_DATABASE_URL, made when it is not
 * there.
 * @param fresh make it anew.
 */
export async function openScratch(name: string, fresh: boolean): Promise<{ url: string; config: Config }> {
	const server = await nearest(serverOf());
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	if (fresh) await admin.query(`drop database if exists ${name} with (force)`);
	const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
	if (!rowCount) await admin.query(`create database ${name}`);
	await admin.end();
	const { href } = Object.assign(new URL(server), { pathname: `/${name}` });
	return {
		url: href,
		config: readConfig({ DATABASE_URL: href, DIWAN_DATA_DIR: 'bench-results/data', LOG_LEVEL: 'error' })
	};
}

/** Takes a scratch database away again. */
export async function dropScratch(name: string): Promise<void> {
	const admin = new pg.Client({ connectionString: serverOf() });
	await admin.connect();
	await admin.query(`drop database if exists ${name} with (force)`);
	await admin.end();
}

function serverOf(): string {
	const server = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
	if (!server)
		throw new Error('set BENCH_DATABASE_URL to a PostgreSQL with PostGIS, for a scratch database there');
	return server;
}

/** The same server by its socket where it runs on this machine and lets us in there: as an office sets it up. */
async function nearest(server: string): Promise<string> {
	const { hostname, username, password } = new URL(server);
	if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return server;
	const client = new pg.Client({ connectionString: server });
	await client.connect();
	const { rows } = await client.query<{ host: string; port: string }>(
		`select split_part(current_setting('unix_socket_directories'), ',', 1) as host, current_setting('port') as port`
	);
	await client.end();
	const query = new URLSearchParams({ ...rows[0], user: decodeURIComponent(username) });
	if (password) query.set('password', decodeURIComponent(password));
	const socket = `postgres:///postgres?${query}`;
	const through = new pg.Client({ connectionString: socket });
	return through.connect().then(
		() => through.end().then(() => socket),
		() => server
	);
}
