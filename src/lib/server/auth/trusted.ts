import { sql, type Transaction } from 'kysely';
import { KEEP } from '../db/statements.ts';
import type { DB } from '../db/schema.ts';
import type { Platform } from '../platform.ts';

/**
 * A transaction of the platform itself: it reaches the schema `auth`, which no person's transaction can, and
 * row-level security sees the actor `system`. For this folder only.
 */
export async function trusted<T>(
	platform: Pick<Platform, 'db' | 'feed'>,
	work: (db: Transaction<DB>) => Promise<T>
): Promise<T> {
	const result = await trustedLook(platform, work);
	platform.feed.poke();
	return result;
}

/**
 * The same for a look that changes nothing others wait for (when somebody was last seen is nobody's news). Every
 * request and tile begins with one: the feed must not look for changes each time.
 */
export function trustedLook<T>(
	platform: Pick<Platform, 'db'>,
	work: (db: Transaction<DB>) => Promise<T>
): Promise<T> {
	return platform.db.transaction().execute(async (db) => {
		await sql`${KEEP}select set_config('diwan.kind', 'system', true)`.execute(db);
		return work(db);
	});
}
