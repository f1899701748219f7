import { fork } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Job, Outcome } from './client.ts';
import { backendsOf, busyMs, familyOf, Meter } from './processor-time.ts';
import type { Running } from './servers.ts';

const CLIENT = fileURLToPath(new URL('./client.ts', import.meta.url));

/** What a run of requests cost. Processor time per request in ms; the database's is 0 when it runs elsewhere. */
export interface Measured extends Outcome {
	perSecond: number;
	kilobytes: number;
	serverMs: number;
	databaseMs: number;
	/** Share of the machine that neither the server, the database nor the callers used meanwhile, percent. */
	othersPercent: number;
}

/** Lets the callers run against a server, and measures both it and the database processes that work for it. */
export async function measure(
	server: Running,
	database: { pool: pg.Pool; name: string },
	job: Omit<Job, 'port'>
): Promise<Measured> {
	const backends = () => backendsOf(database.pool, database.name);
	const [family, workers] = [familyOf(server.pid), await backends()];
	const ofServer = new Meter(family);
	const ofDatabase = new Meter(workers);
	const machine = busyMs();
	const started = performance.now();
	const outcome = await runClient({ ...job, port: server.port });
	const available = (performance.now() - started) * os.cpus().length;
	const busy = busyMs() - machine;
	const each = Math.max(1, outcome.requests);
	const [serverMs, databaseMs] = [ofServer.used(familyOf(server.pid)), ofDatabase.used(await backends())];
	const others = Math.max(0, busy - serverMs - databaseMs - outcome.clientMs) / available;
	return {
		...outcome,
		perSecond: outcome.requests / outcome.seconds,
		kilobytes: outcome.bytes / each / 1000,
		serverMs: serverMs / each,
		databaseMs: databaseMs / each,
		othersPercent: others * 100
	};
}

/** Lets the callers run, in a process of their own. */
export function runClient(job: Job): Promise<Outcome> {
	return new Promise((resolve, reject) => {
		const child = fork(CLIENT);
		child.once('error', reject);
		child.once('message', (answer: Outcome | { error: string }) => {
			child.disconnect();
			if ('error' in answer) reject(new Error(answer.error));
			else resolve(answer);
		});
		child.send(job);
	});
}
