import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

/** One committed change: a layer's box in EPSG:3857 and, when few, the ids; or any other announced topic. */
export interface Change {
	id: string;
	topic: string;
	keys: string[] | null;
	/** [xmin, ymin, xmax, ymax] in EPSG:3857, when the change has a place. */
	box: [number, number, number, number] | null;
	payload: Record<string, unknown>;
}

export interface ChangeFeed {
	/** Calls back for every change committed from now on, by any process. @returns how to stop. */
	subscribe(listener: (change: Change) => void): () => void;
	/** Looks soon, at once where nothing was looked for a moment ago, and tells the others: called after a commit of our own. */
	poke(): void;
	/** Whether it tells the other instances what we commit, so that no commit has to wake them itself. */
	tells: boolean;
	/** False while a missed notification is possible; caches must not be trusted then. */
	healthy(): boolean;
	close(): Promise<void>;
}

/** The feed of a process that does not follow changes. */
export const NO_FEED: ChangeFeed = {
	subscribe: () => () => undefined,
	poke: () => undefined,
	tells: false,
	healthy: () => false,
	close: async () => undefined
};

/** What is old goes, but for the last change of each topic: it is the version of a layer. */
const TIDY = `delete from change_event old where at < now() - interval '1 day'
	and exists (select from change_event later where later.topic = old.topic and later.id > old.id)`;

/** Ids are drawn before commit, so a smaller one may appear after a larger one; what has not after so long was rolled back. */
const WAIT_MS = 15 * 60_000;
/** So many are waited for, the newest; as many are looked back upon at the beginning. */
const WAITED_FOR = 10_000;
/** Milliseconds between one look and the next: where many commit, one look finds what all of them changed. */
const REST_MS = 50;

/** A NOTIFY within each commit would make all of them wait for each other: one tells of many, a moment later. */
const TELL = `/* keep */ select pg_notify('diwan_change', $1)`;

/**
 * Follows `change_event`. On a real server others wake us by NOTIFY on a connection of its own, and we them; the embedded
 * database cannot, so there we look every `pollMs`, and at once after our own commits.
 */
export async function openFeed(
	pool: Pool,
	{ listen, pollMs = 500 }: { listen: boolean; pollMs?: number }
): Promise<ChangeFeed> {
	const listeners = new Set<(change: Change) => void>();
	const { rows } = await pool.query('select coalesce(max(id), 0)::text as id from change_event');
	let last = BigInt(rows[0].id);
	/** Drawn and not seen, committed later or never: since when they are waited for, the first of them first. */
	const missing = new Map<string, number>();
	let ready = true;
	let closed = false;
	let running: Promise<void> | undefined;
	let again = false;
	let resting: NodeJS.Timeout | undefined;
	let listening: PoolClient | undefined;
	const me = randomUUID();
	let untold = false;

	/** Waits for the ids after one and before another. */
	function waitFor(after: bigint, before: bigint): void {
		const least = before - BigInt(WAITED_FOR);
		for (let id = (after > least ? after : least) + 1n; id < before; id++)
			missing.set(id.toString(), performance.now());
	}

	// What was committed before we began is not news; what is under way is.
	const before = await pool.query<{ id: string }>(
		`select id::text from change_event where id <= $2 and id >= coalesce((select e.id from change_event e
			where e.at <= now() - make_interval(secs => $1) order by e.at desc limit 1), 0)
		order by change_event.id desc limit $3`,
		[WAIT_MS / 1000, last.toString(), WAITED_FOR]
	);
	for (const [i, { id }] of before.rows.entries())
		if (i > 0) waitFor(BigInt(id), BigInt(before.rows[i - 1]!.id));

	async function look(): Promise<void> {
		const found = await pool.query(
			`/* keep */ select id::text, topic, keys, min_x, min_y, max_x, max_y, payload from change_event
			where id > $1 or id = any($2::bigint[]) order by id`,
			[last.toString(), [...missing.keys()]]
		);
		for (const r of found.rows) {
			const id = BigInt(r.id);
			if (id > last) {
				waitFor(last, id);
				last = id;
			} else missing.delete(r.id);
			const box = r.min_x === null ? null : ([r.min_x, r.min_y, r.max_x, r.max_y] as Change['box']);
			for (const l of listeners) l({ id: r.id, topic: r.topic, keys: r.keys, box, payload: r.payload });
		}
		for (const [id, since] of missing) {
			if (missing.size <= WAITED_FOR && performance.now() - since < WAIT_MS) break;
			missing.delete(id);
		}
		ready = true;
	}

	async function tell(): Promise<void> {
		if (!untold) return;
		untold = false;
		await pool.query(TELL, [me]).catch((error: unknown) => {
			untold = true;
			throw error;
		});
	}

	function poke(): void {
		untold = listen;
		wake();
	}

	function wake(): void {
		if (closed) return;
		if (running || resting) {
			again = true;
			return;
		}
		running = tell()
			.then(look)
			.catch(() => {
				ready = false;
			})
			.finally(() => {
				running = undefined;
				resting = setTimeout(() => {
					resting = undefined;
					if (!again) return;
					again = false;
					wake();
				}, REST_MS).unref();
			});
	}

	async function attach(): Promise<void> {
		if (closed || !listen) return;
		try {
			const client = await pool.connect();
			listening = client;
			client.on('notification', ({ payload }) => {
				if (payload !== me) wake();
			});
			client.on('error', () => lost(client));
			client.on('end', () => lost(client));
			await client.query('listen diwan_change');
			wake();
		} catch {
			ready = false;
			setTimeout(() => void attach(), 1000).unref();
		}
	}
	function lost(client: PoolClient): void {
		if (listening !== client) return;
		listening = undefined;
		ready = false;
		client.release(true);
		if (!closed) setTimeout(() => void attach(), 500).unref();
	}

	await attach();
	// With NOTIFY the round is only a safety net: for what an instance committed that stopped before it told.
	const round = setInterval(wake, listen ? 1000 : pollMs);
	round.unref();
	const tidy = setInterval(() => void pool.query(TIDY).catch(() => undefined), 3_600_000);
	tidy.unref();

	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		poke,
		tells: listen,
		healthy: () => ready,
		async close() {
			closed = true;
			clearInterval(round);
			clearInterval(tidy);
			clearTimeout(resting);
			await running;
			await tell().catch(() => undefined);
			const client = listening;
			listening = undefined;
			client?.release(true);
		}
	};
}
