import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#lib/server/db/lock.ts';

/** How long a lock that names nobody is respected: it may be about to be written. */
const NAMELESS_MS = 180_000;

/**
 * A folder that any process may need and one of them makes: the first makes it beside its place and moves it there, the
 * others wait. Whoever dies over it leaves the lock to the next.
 * @param make where it is made, anew at every call.
 */
export async function madeOnce(folder: string, make: () => Promise<string>): Promise<string> {
	const lock = `${folder}.lock`;
	for (let waited = 0; !existsSync(folder); waited += 250) {
		try {
			writeFileSync(lock, String(process.pid), { flag: 'wx' });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const owner = ownerOf(lock);
			if (owner ? !isAlive(owner) : waited > NAMELESS_MS) rmSync(lock, { recursive: true, force: true });
			else await sleep(250);
			continue;
		}
		try {
			if (existsSync(folder)) break;
			const made = await make();
			try {
				renameSync(made, folder);
			} catch (error) {
				// Two may have taken over the same dead owner's lock.
				rmSync(made, { recursive: true, force: true });
				if (!existsSync(folder)) throw error;
			}
		} finally {
			rmSync(lock, { recursive: true, force: true });
		}
	}
	return folder;
}

/** Whom a lock names; 0 when it names nobody (yet). */
function ownerOf(lock: string): number {
	try {
		return Number(readFileSync(lock, 'utf8')) || 0;
	} catch {
		return 0;
	}
}
