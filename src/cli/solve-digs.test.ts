import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/server/config.ts';
import { Usage, type Io } from './command.ts';
import { solveDigs } from './solve-digs.ts';

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'diwan-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Printed {
	placed: { source_id: string; start: string; end: string; moved: number }[];
	unplaced: { source_id: string; reason: string; by: string[]; message: string }[];
	[figure: string]: unknown;
}

async function run(
	file: string,
	args: string[] = [],
	signal = new AbortController().signal,
	asked?: string[]
) {
	const lines: string[] = [];
	let result: unknown;
	const io: Io = {
		config: readConfig({}),
		platform: () => Promise.reject(new Error('no database is needed')),
		ctx: () => Promise.reject(new Error('no database is needed')),
		line: (text) => lines.push(text),
		result: (value) => (result = value),
		progress: () => undefined,
		signal
	};
	const period = ['--from', '2026-12-01', '--to', '2026-12-31', '--crs', 'EPSG:22992'];
	const code = await solveDigs.run(asked ?? ['--in', file, ...period, ...args], io);
	return { code, text: lines.join('\n'), result: result as Printed };
}

/** Works along one street, `at` metres from its beginning. */
async function works(name: string, list: { id: string; at: number; [attribute: string]: unknown }[]) {
	const file = path.join(folder, name);
	const features = list.map(({ id, at, ...properties }) => ({
		type: 'Feature',
		properties: { source_id: id, promoter: `p-${id}`, start: '2026-12-10', end: '2026-12-12', ...properties },
		geometry: {
			type: 'LineString',
			coordinates: [
				[513_000 + at, 944_000],
				[513_020 + at, 944_000]
			]
		}
	}));
	await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
	return file;
}

test('a file of works is planned without a database', async () => {
	const file = await works('works.geojson', [
		{ id: 'a', at: 0 },
		{ id: 'b', at: 25 },
		{ id: 'far', at: 500 },
		{ id: 'stays', at: 505, state: 'granted', start: '2026-12-11', end: '2026-12-11' },
		{ id: 'long', at: 900, end: '2027-02-01' },
		{ id: 'tight', at: 1500, earliest: '2026-12-10', latest: '2026-12-10' },
		{ id: 'tighter', at: 1500, earliest: '2026-12-10', latest: '2026-12-10' }
	]);
	const { code, result } = await run(file);
	expect(code).toBe(0);
	expect(result).toMatchObject({
		works: 7,
		shift_days: 5,
		objective: 2005,
		bound: 2005,
		gap: 0,
		components: { total: 2, proved: 2, largest: 2, alone: 1 },
		fixed: ['stays'],
		refused: 0
	});
	const at = new Map(result.placed.map((p) => [p.source_id, p]));
	expect(Math.abs(at.get('a')!.moved) + Math.abs(at.get('b')!.moved)).toBe(3);
	expect(at.get('far')).toMatchObject({ start: '2026-12-08', end: '2026-12-10', moved: -2 });
	expect(result.unplaced).toEqual([
		{ source_id: 'long', reason: 'period', by: [], message: expect.stringContaining('period') },
		{ source_id: 'tighter', reason: 'crowded', by: ['tight'], message: expect.stringContaining('hold') }
	]);
	expect((await run(file)).result.placed).toEqual(result.placed);
});

test('works that agreed on one trench share it; notice pushes the start', async () => {
	const file = await works('joint.geojson', [
		{ id: 'a', at: 0, joint: 'abu-qir' },
		{ id: 'b', at: 5, joint: 'abu-qir', start: '2026-12-12', end: '2026-12-14' }
	]);
	const { result } = await run(file);
	expect(result).toMatchObject({ joint: 1, objective: -1, shift_days: 2 });
	const noticed = await run(file, ['--submitted', '2026-12-01']);
	expect(noticed.result.placed.every((p) => p.start >= '2026-12-15')).toBe(true);
});

test('a wrong row stops it, or is left out and reported', async () => {
	const file = await works('wrong.geojson', [
		{ id: 'a', at: 0 },
		{ id: 'b', at: 5, end: 'soon' }
	]);
	const stopped = await run(file);
	expect(stopped.code).toBe(1);
	expect(stopped.result).toMatchObject({ error: { code: 'value_unreadable', row: 2, source_id: 'b' } });
	const skipped = await run(file, ['--on-error', 'skip']);
	expect(skipped.code).toBe(0);
	expect(skipped.result).toMatchObject({ works: 1, refused: 1, refusals: [{ row: 2, source_id: 'b' }] });
});

test('one wrong place does not hide the system of the others: its row is told', async () => {
	const file = await works('places.geojson', [
		...Array.from({ length: 5 }, (_, i) => ({ id: `a${i}`, at: i * 100 })),
		{ id: 'slip', at: 9_000_000 }
	]);
	const unnamed = ['--in', file, '--from', '2026-12-01', '--to', '2026-12-31'];
	const told = await run(file, [], undefined, unnamed);
	expect(told.code).toBe(1);
	expect(told.result).toMatchObject({
		error: { row: 6, source_id: 'slip', code: expect.stringMatching(/^geometry_/) }
	});
	const skipped = await run(file, [], undefined, [...unnamed, '--on-error', 'skip']);
	expect(skipped.result).toMatchObject({
		...{
			works: 5,
			refused: 1,
			refusals: [{ row: 6, source_id: 'slip' }],
			crs: { srid: 22992, from: 'guess' }
		}
	});
});

test('wrong usage is told, Ctrl C ends it', async () => {
	const file = await works('one.geojson', [{ id: 'a', at: 0 }]);
	await expect(run(file, ['--crews', '0'])).rejects.toThrow(Usage);
	await expect(run(file, ['--to', '2026-11-01'])).rejects.toThrow(Usage);
	await expect(run(file, ['--what'])).rejects.toThrow(Usage);
	const stop = new AbortController();
	stop.abort();
	await expect(run(file, [], stop.signal)).rejects.toThrow('cancelled');
});
