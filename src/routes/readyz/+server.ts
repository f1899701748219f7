import { pendingMigrations } from '#lib/server/db/migrate.ts';
import { MIGRATIONS, platform } from '#lib/server/platform.ts';

/** Ready: the database answers and its schema is ours. */
export async function GET(): Promise<Response> {
	const headers = { 'cache-control': 'no-store' };
	try {
		const pending = await pendingMigrations(platform().pool, MIGRATIONS);
		return Response.json(
			{ ready: pending.length === 0, pending },
			{ status: pending.length ? 503 : 200, headers }
		);
	} catch {
		return Response.json(
			{ ready: false, database: 'unreachable' },
			{ status: 503, headers: { ...headers, 'retry-after': '5' } }
		);
	}
}
