/**
 * One work of 100,000 moved to other days, over HTTP: how long until the list of clashes has the new one, the desk of
 * the other company shows it and the news of its area, an open map is told, and the tiles of works and of clashes are
 * new. Counted from when the request leaves; then it is moved back, and the same until the clash is gone.
 *
 * `npm run build && npm run bench change [-- --works N --rounds R --fresh]`. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL;
 * a scratch database `diwan_bench_works_*` is made there and kept, the same as that of `check`.
 */
import { parseArgs } from 'node:util';
import { openPlatform } from '#lib/server/platform.ts';
import { makePairs, MINE, OTHER, type Pair } from './change/pairs.ts';
import { ask, openMapStream, tileOf, until, type Client } from './change/watch.ts';
import { ensurePairs } from './check/all-pairs.ts';
import { fillCity } from './check/fill.ts';
import { openScratch } from './check/scratch.ts';
import { figuresOf } from './map/figures.ts';
import { cookieOf } from './tiles/account.ts';
import { startApplication } from './tiles/servers.ts';

const PORT = Number(process.env.BENCH_PORT ?? 4131);

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string', default: '100000' },
			rounds: { type: 'string', default: '20' },
			fresh: { type: 'boolean', default: false }
		}
	});
	const works = Number(values.works);
	const { url, config } = await openScratch(`diwan_bench_works_${works}`, values.fresh);
	const platform = await openPlatform(config, { feed: false });
	let pairs: Pair[];
	let cookies: [mine: string, other: string];
	try {
		await fillCity(platform.pool, works);
		await ensurePairs(platform);
		const planner = { role: 'utility_planner', kind: 'company' } as const;
		cookies = [
			await cookieOf(platform, { ...planner, unit: MINE }),
			await cookieOf(platform, { ...planner, unit: OTHER })
		];
		// One more: the first warms the process and the database.
		pairs = await makePairs(platform.pool, Number(values.rounds) + 1);
	} finally {
		await platform.close();
	}
	const application = await startApplication(PORT, { url }, 96);
	const origin = `http://127.0.0.1:${PORT}`;
	const [mine, other] = cookies.map((cookie): Client => ({ origin, cookie })) as [Client, Client];
	const stream = await openMapStream(other, ['digs', 'dig_clashes']);
	try {
		const times = new Map<string, number[]>();
		for (const [round, pair] of pairs.entries())
			for (const [what, ms] of Object.entries(await moveThereAndBack(pair, { mine, other, stream })))
				if (round > 0) times.set(what, [...(times.get(what) ?? []), ms]);
		const measured = Object.fromEntries([...times].map(([what, ms]) => [what, figuresOf(ms)]));
		console.table(measured);
		return { works, ...measured };
	} finally {
		stream.stop();
		await application.stop();
	}
}

interface Watchers {
	mine: Client;
	other: Client;
	stream: Awaited<ReturnType<typeof openMapStream>>;
}

/** Milliseconds from the request until each of the others knows. */
async function moveThereAndBack(pair: Pair, watchers: Watchers): Promise<Record<string, number>> {
	const there = await move(pair, watchers, true);
	const { everything, answered } = await move(pair, watchers, false);
	return { ...there, 'back: answered': answered!, 'back: everything': everything! };
}

async function move(
	{ mine: work, other: theirs, tile }: Pair,
	{ mine, other, stream }: Watchers,
	clashes: boolean
): Promise<Record<string, number>> {
	const path = `/api/v1/excavation/digs/${work.reference}`;
	const { etag } = await ask(mine, path);
	const { starts_on, ends_on } = clashes ? theirs : work;
	// Both tiles stand in memory, as they were.
	await Promise.all(['digs', 'dig_clashes'].map((layer) => tileOf(other, layer, tile)));
	const times: Record<string, number> = {};
	const began = performance.now();
	const when = async (what: string, happened: Promise<unknown>) => {
		await happened;
		times[what] = performance.now() - began;
	};
	const told = stream.next(({ layer, keys }) => layer === 'digs' && keys?.includes(work.id) === true);
	const toldOfClash = stream.next(({ layer }) => layer === 'dig_clashes');
	await when(
		'answered',
		ask(mine, path, {
			method: 'PATCH',
			headers: { 'if-match': etag! },
			body: { window: { start: starts_on, end: ends_on } }
		})
	);
	let clash: string | undefined;
	await Promise.all([
		when(
			'list of clashes',
			until(
				'the list of clashes',
				async () => ((clash = await clashOf(other, work, theirs)) !== undefined) === clashes
			)
		).then(() =>
			when(
				'tile of clashes',
				until('the tile of clashes', async () => {
					const shown = await tileOf(other, 'dig_clashes', tile);
					return clashes ? shown.has(clash!) : ![...shown.values()].some((c) => isOf(c, work, theirs));
				})
			)
		),
		when(
			'tile of works',
			until('the tile', async () => (await tileOf(other, 'digs', tile)).get(work.id)?.starts_on === starts_on)
		),
		when('open map: work', told),
		when('open map: clash', toldOfClash),
		when(
			'desk: clash',
			until('the desk', () => onDesk(other, 'judge', theirs.reference).then((is) => is === clashes))
		),
		when(
			'desk: news',
			until('the news', () => onDesk(other, 'interest', work.reference))
		)
	]);
	times.everything = Math.max(...Object.values(times));
	return times;
}

interface Listed {
	items: { id: string; rule: string; a: { reference: string }; b: { reference: string } }[];
}

/** The id of their clash under rule C1. */
async function clashOf(
	client: Client,
	work: { reference: string },
	theirs: { reference: string }
): Promise<string | undefined> {
	const { answer } = await ask<Listed>(
		client,
		`/api/v1/excavation/clashes?rule=C1&limit=200&dig=${work.reference}`
	);
	return answer.items.find(({ a, b }) => [a.reference, b.reference].includes(theirs.reference))?.id;
}

const isOf = (
	{ kind, name_en }: Record<string, unknown>,
	work: { reference: string },
	theirs: { reference: string }
) => kind === 'C1' && [work, theirs].every(({ reference }) => String(name_en).includes(reference));

async function onDesk(client: Client, kind: string, reference: string): Promise<boolean> {
	const { answer } = await ask<{ groups: { items: { dig: { reference: string } }[] }[] }>(
		client,
		`/api/v1/excavation/desk?kind=${kind}`
	);
	return answer.groups.some(({ items }) => items.some(({ dig }) => dig.reference === reference));
}
