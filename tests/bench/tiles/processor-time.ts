import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Processor time a process has used, milliseconds (user and system); 0 when it is gone. */
export function processorMs(pid: number): number {
	const stat = statOf(pid);
	return stat ? ((Number(stat[11]) + Number(stat[12])) * 1000) / TICKS : 0;
}

/** Everything after the name in /proc/<pid>/stat. */
function statOf(pid: number): string[] | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}

/** Processor time the whole machine has spent on anything, milliseconds. */
export function busyMs(): number {
	const [user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8')
		.split(/\s+/)
		.slice(1)
		.map(Number);
	return ((user! + nice! + system! + irq! + softirq!) * 1000) / TICKS;
}

/** Memory a process holds now, megabytes. */
export function residentMegabytes(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** A process and all that descend from it. */
export function familyOf(pid: number): number[] {
	const parents = new Map<number, number>();
	for (const entry of readdirSync('/proc'))
		if (/^\d+$/.test(entry)) parents.set(Number(entry), Number(statOf(Number(entry))?.[1] ?? 0));
	const family = [pid];
	for (const member of family)
		for (const [child, parent] of parents) if (parent === member) family.push(child);
	return family;
}

/** Server processes of PostgreSQL that work for a database, when it runs on this machine. */
export async function backendsOf(pool: pg.Pool, database: string): Promise<number[]> {
	const { rows } = await pool.query<{ pid: number }>(
		`select pid from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
		[database]
	);
	return rows.map((r) => r.pid).filter((pid) => statOf(pid) !== undefined);
}

/** Processor time of many, by process, so that a process that begins in between counts from nothing. */
export class Meter {
	#before = new Map<number, number>();

	constructor(pids: number[]) {
		for (const pid of pids) this.#before.set(pid, processorMs(pid));
	}

	/** Milliseconds used since by these processes together. */
	used(pids: number[]): number {
		return pids.reduce((sum, pid) => sum + processorMs(pid) - (this.#before.get(pid) ?? 0), 0);
	}
}
