import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomCode } from '#lib/kernel/ids.ts';
import type { Config } from '#lib/server/config.ts';

const fileOf = (config: Config) => path.join(config.dataDir, 'demo-password');

/** The password of the demonstration accounts, when this installation has made one. */
export function knownPassword(config: Config): string | undefined {
	return existsSync(fileOf(config)) ? readFileSync(fileOf(config), 'utf8').trim() : undefined;
}

/** The password of the demonstration accounts: made once per installation, readable by its owner only. */
export function demoPassword(config: Config): string {
	const known = knownPassword(config);
	if (known) return known;
	const made = `demo-${randomCode().toLowerCase()}`;
	mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
	try {
		writeFileSync(fileOf(config), `${made}\n`, { mode: 0o600, flag: 'wx' });
		return made;
	} catch (error) {
		// Another process of the same installation was first.
		if ((error as NodeJS.ErrnoException).code === 'EEXIST')
			return readFileSync(fileOf(config), 'utf8').trim();
		throw error;
	}
}
