import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who holds a data folder: the owning process, its database child and where the socket is. */
export interface Holder {
	pid: number;
	childPid: number;
	socket: string;
}

const file = (dataDir: string) => path.join(dataDir, 'database.lock');

/** True while a process of that number exists (also when it belongs to somebody else). */
export function isAlive(pid: number): boolean {
	if (!pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The folder's holder as written, alive or not; undefined when nobody wrote one or it is unreadable. */
export function readHolder(dataDir: string): Holder | undefined {
	try {
		return JSON.parse(readFileSync(file(dataDir), 'utf8')) as Holder;
	} catch {
		return undefined;
	}
}

/**
 * Takes the folder for this process, or returns the living holder. A stale lock (its owner is gone) is removed
 * after its database child, which stops by itself, has stopped.
 */
export async function takeLock(dataDir: string, socket: string): Promise<Holder | 'taken'> {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	for (;;) {
		try {
			const mine: Holder = { pid: process.pid, childPid: 0, socket };
			writeFileSync(file(dataDir), JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
			return 'taken';
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const holder = readHolder(dataDir);
		if (holder && holder.pid !== process.pid && isAlive(holder.pid)) return holder;
		if (holder) await orphanGone(holder.childPid);
		rmSync(file(dataDir), { force: true });
	}
}

/** Completes the lock with the database child's number, so that a later start can wait for it. */
export function recordChild(dataDir: string, holder: Holder): void {
	writeFileSync(file(dataDir), JSON.stringify(holder), { mode: 0o600 });
}

export function releaseLock(dataDir: string): void {
	if (readHolder(dataDir)?.pid === process.pid) rmSync(file(dataDir), { force: true });
}

async function orphanGone(childPid: number): Promise<void> {
	for (let waited = 0; isAlive(childPid); waited += 100) {
		// It only lingers to finish its last write; past that it is stuck and must not hold the folder.
		if (waited > 15_000) process.kill(childPid, 'SIGKILL');
		await sleep(100);
	}
}
