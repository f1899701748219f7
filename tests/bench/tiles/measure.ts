import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Job, Outcome } from './client.ts';
import { backendsOf, familyOf, Meter } from './processor-time.ts';
import type { Running } from './servers.ts';

const CLIENT = fileURLToPath(new URL('./client.ts', import.meta.url));

/** What a run of requests cost. Processor time per request in ms; the database's is 0 when it runs elsewhere. */
export interface Measured extends Outcome {
	perSecond: number;
	kilobytes: number;
	serverMs: number;
	databaseMs: number;
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
	const outcome = await runClient({ ...job, port: server.port });
	const each = Math.max(1, outcome.requests);
	return {
		...outcome,
		perSecond: outcome.requests / outcome.seconds,
		kilobytes: outcome.bytes / each / 1000,
		serverMs: ofServer.used(familyOf(server.pid)) / each,
		databaseMs: ofDatabase.used(await backends()) / each
	};
}

function runClient(job: Job): Promise<Outcome> {
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
