import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '#lib/kernel/dates.ts';
import type { Application } from './application.ts';

export interface Outcome {
	/** Reference of every acknowledged save, by its number. */
	acknowledged: Map<number, string>;
	/** Requests that had to be sent again. */
	repeated: number;
	/** Answers of the server that said: this was done before. */
	replayed: number;
	/** Milliseconds of each acknowledged save. */
	times: number[];
}

const GROUND = { lon: 29.7305, lat: 30.7025 };
const DAY = '2027-03-01';

/** Body of the n-th save: a trench of its own in the model town, some of them beside each other. */
export function bodyOf(n: number): Record<string, unknown> {
	const [lon, lat] = [GROUND.lon + (n % 40) * 0.0001, GROUND.lat + Math.floor(n / 40) * 0.0001];
	const start = addDays(DAY, n % 60);
	return {
		title: `kill-9 ${n}`,
		window: { start, end: addDays(start, 3) },
		geometry: {
			type: 'LineString',
			coordinates: [
				[lon, lat],
				[lon + 0.00008, lat]
			]
		}
	};
}

/**
 * Saves `count` digs, a few at a time, each with one key until it is acknowledged, whatever happens to the
 * application meanwhile. `onacknowledged` is told how many are done.
 */
export async function saveAll(
	app: Application,
	{ cookie, count, atOnce = 4 }: { cookie: string; count: number; atOnce?: number },
	onacknowledged: (done: number) => void
): Promise<Outcome> {
	const outcome: Outcome = { acknowledged: new Map(), repeated: 0, replayed: 0, times: [] };
	let next = 0;
	async function sender(): Promise<void> {
		for (let n = next++; n < count; n = next++) {
			const key = randomUUID();
			const started = performance.now();
			for (;;) {
				const answer = await send(app, cookie, key, bodyOf(n));
				if (answer) {
					outcome.acknowledged.set(n, answer.reference);
					outcome.times.push(performance.now() - started);
					if (answer.replayed) outcome.replayed++;
					break;
				}
				outcome.repeated++;
				await sleep(150);
			}
			onacknowledged(outcome.acknowledged.size);
		}
	}
	await Promise.all(Array.from({ length: atOnce }, sender));
	return outcome;
}

/** One try: the reference when it was acknowledged, null when nobody knows; a refusal is a mistake of the test. */
async function send(
	app: Application,
	cookie: string,
	key: string,
	body: unknown
): Promise<{ reference: string; replayed: boolean } | null> {
	try {
		const response = await fetch(`${app.base}/api/v1/excavation/digs`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: app.base, cookie, 'idempotency-key': key },
			body: JSON.stringify(body)
		});
		const text = await response.text();
		if (response.status >= 500) return null;
		if (response.status !== 201) throw new Refused(`${response.status} ${text}`);
		const { reference } = JSON.parse(text) as { reference: string };
		return { reference, replayed: response.headers.get('idempotent-replayed') === 'true' };
	} catch (error) {
		if (error instanceof Refused) throw error;
		return null;
	}
}

class Refused extends Error {}
