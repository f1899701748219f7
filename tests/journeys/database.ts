import pg from 'pg';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { DATA_DIR, DATABASE } from './place.ts';

/** The database of the application under test, as whoever owns it: what a walk asserts, or does behind everybody's back. */
export async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client(await connection());
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

async function connection(): Promise<pg.ClientConfig> {
	const real = process.env.TEST_DATABASE_URL;
	if (!real) return (await startEmbedded(DATA_DIR, { share: true })).connection;
	const url = new URL(real);
	url.pathname = `/${DATABASE}`;
	return { connectionString: url.href };
}
