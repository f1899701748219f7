import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bruteForcePairs, type Pair } from '../../../../../tests/builders/brute-force-pairs.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { randomDigs } from '../../../../../tests/builders/random-digs.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { project } from '#lib/kernel/crs.ts';
import type { ImportDig } from '../rules/index.ts';
import { importDigs } from './index.ts';

const TODAY = '2026-12-20';
const BERLIN = path.resolve('..', 'shared', 'data', 'berlin_roadworks_2022.geojson');
const berlin = existsSync(BERLIN) ? berlinWorks() : null;
let p: TestPlatform;
let coordinator: Holder;

beforeAll(async () => {
	p = await testPlatform();
	coordinator = await aHolder(p, 'centre', {
		role: 'coordinator',
		now: () => new Date(`${TODAY}T09:00:00Z`)
	});
});
afterAll(() => p.close());

async function clashesOf(source: string): Promise<Pair[]> {
	const { rows } = await p.pool.query<Pair>(
		`select c.rule, c.days, c.severity, c.distance_m as distance,
			least(a.source_id collate "C", b.source_id) || '+' || greatest(a.source_id collate "C", b.source_id) as pair
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where c.closed_at is null and a.source = $1`,
		[source]
	);
	return tidy(rows);
}

const tidy = (pairs: readonly Pair[]): Pair[] =>
	pairs
		.map(({ rule, pair, days, severity, distance }) => ({
			rule,
			pair,
			days,
			severity,
			// Two libraries project so far from the axis; they agree to a hundredth of a millimetre.
			distance: Math.round(distance * 1000) / 1000
		}))
		.sort((a, b) => (`${a.pair} ${a.rule}` < `${b.pair} ${b.rule}` ? -1 : 1));

// Half a minute on a server; the database that comes with the application proves the same with fewer works.
test.skipIf(!process.env.TEST_DATABASE_URL)(
	'all pairs of 10,000 works are those of a brute force',
	async () => {
		const works = [...randomDigs({ count: 10_000, seed: 11, side: 6000 })];
		// Two right across the city, which many others meet, and each other.
		works.push(
			acrossTheCity(works[0]!, 'across', [500_500, 930_400], [505_500, 935_700]),
			acrossTheCity(works[1]!, 'athwart', [505_200, 930_900], [500_800, 935_100])
		);
		await importDigs(coordinator.ctx, { source: 'ten-thousand', srid: 22992, rows: works });
		const truth = tidy(bruteForcePairs(works, { today: TODAY }));
		expect(truth.length).toBeGreaterThan(4000);
		expect(await clashesOf('ten-thousand')).toEqual(truth);
	},
	400_000
);

test.skipIf(!berlin)(
	'all pairs of the works of Berlin are those of a brute force (skipped without ../shared/data)',
	async () => {
		const rows = berlin!.map((work) => ({ ...work, geometry: work.lonLat }));
		const report = await importDigs(coordinator.ctx, { source: 'berlin', srid: 4326, rows, onError: 'skip' });
		// One of them is nowhere.
		expect(report).toMatchObject({
			read: berlin!.length,
			inserted: berlin!.length - 1,
			refused: [{ code: 'geometry_empty' }]
		});
		const somewhere = berlin!.filter(({ source_id }) => source_id !== report.refused[0]!.source_id);
		const truth = tidy(bruteForcePairs(somewhere, { today: TODAY }));
		expect(new Set(truth.map((t) => t.rule))).toEqual(new Set(['C1', 'C2']));
		expect(await clashesOf('berlin')).toEqual(truth);
	}
);

const acrossTheCity = (
	like: ImportDig,
	source_id: string,
	...coordinates: [number, number][]
): ImportDig => ({
	...like,
	source_id,
	state: 'planned',
	geometry: { type: 'LineString', coordinates }
});

interface BerlinFeature {
	properties: {
		id: string;
		subtype: string;
		street: string;
		content: string;
		validity: { from: string; to: string };
	};
	geometry: GeoJSON.Geometry;
}

/** As they are, in metres; who orders a work is not told, so its kind stands for that. */
function berlinWorks(): (ImportDig & { geometry: GeoJSON.Geometry; lonLat: GeoJSON.Geometry })[] {
	const { features } = JSON.parse(readFileSync(BERLIN, 'utf8')) as { features: BerlinFeature[] };
	const day = (text: string) => text.slice(0, 10).split('.').reverse().join('-');
	return features
		.filter(({ properties: { validity } }) => validity?.from && validity.to)
		.map(({ properties: { id, subtype, street, content, validity }, geometry }) => ({
			source_id: id,
			promoter: subtype,
			title: content,
			street,
			start: day(validity.from),
			end: day(validity.to),
			carriageway: true,
			lonLat: geometry,
			geometry: inMetres(geometry)
		}));
}

function inMetres(geometry: GeoJSON.Geometry): GeoJSON.Geometry {
	if (geometry.type === 'GeometryCollection')
		return { ...geometry, geometries: geometry.geometries.map(inMetres) };
	const at = (place: unknown): unknown =>
		typeof (place as number[])[0] === 'number'
			? project(4326, 22992, place as [number, number])
			: (place as unknown[]).map(at);
	return { ...geometry, coordinates: at(geometry.coordinates) } as GeoJSON.Geometry;
}
