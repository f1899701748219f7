import type { Platform } from '#lib/server/platform.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { townPeople } from '../rules/index.ts';
import { demoAllowed, loadDemo, type LoadOptions } from './load.ts';
import { knownPassword } from './password.ts';

/**
 * At the start of the application: loads the demonstration governorate the first time, where it may stand.
 * @returns lines that tell who can sign in; none where there is no demonstration.
 */
export async function ensureDemo(platform: Platform, options: LoadOptions = {}): Promise<string[]> {
	if (!demoAllowed(platform)) return [];
	if (!(await isLoaded(platform))) await loadDemo(platform, options);
	return accountLines(platform);
}

/** Who can sign in to the demonstration, and how. */
export function accountLines({ config }: Platform): string[] {
	const password = knownPassword(config);
	if (!password) return [];
	const names = townPeople().map((p) => p.username);
	return [`Demonstration accounts, password ${password}`, `  ${names.join(', ')}`];
}

/** A load that was interrupted has left no such entry and is repeated. */
function isLoaded(platform: Platform): Promise<boolean> {
	return makeCtx(platform, { actor: SYSTEM }).read(async (db) => {
		const found = await db
			.selectFrom('audit_log')
			.select('seq')
			.where('subject_type', '=', 'demo')
			.where('subject_id', '=', 'town')
			.where('action', '=', 'demo.loaded')
			.limit(1)
			.executeTakeFirst();
		return found !== undefined;
	});
}
