import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areaOf } from '#lib/kernel/geometry.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { measuredInPostgis } from '../../../../../tests/builders/plot-in-postgis.ts';
import { numbersFrom, randomPlot } from '../../../../../tests/builders/random-plots.ts';
import { REAL, testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { box, caseA } from '../rules/check/case-a.fixture.ts';
import { checkProposal, type RuleId, type RuleResult } from '../rules/index.ts';
import { fromLegal } from '#lib/kernel/crs.ts';
import { aDxf } from './drawing/dxf.fixture.ts';
import { admitDocument, checkPermit, readDrawing, receiveDrawing } from './index.ts';
import { aPdf, aPng } from '#lib/server/files/hostile.fixture.ts';
import { readStored } from '#lib/server/files/index.ts';

let p: TestPlatform;
let planner: Holder;
const question = {
	zone: { front_setback_m: 3, coverage_pct: 60 },
	code: false,
	parcel: box(511000, 943000, 20, 20),
	footprint: box(511002, 943002.5, 16, 15.5),
	streets: [{ right_of_way: box(510900, 942990, 220, 10) }]
};

beforeAll(async () => {
	p = await testPlatform();
	planner = await aHolder(p, 'telecom', {});
});
afterAll(() => p.close());

describe('a building that is not on record', () => {
	test('is judged with the line to draw, in the system of the question', async () => {
		const { verdict, results } = await checkPermit(planner.ctx, question);
		expect(verdict).toBe('block');
		const front = results.find((r) => r.rule === 'R03' && r.subject === 'front')!;
		expect(front).toMatchObject({ status: 'fail', actual: 2.5, limit: 3, title: { en: 'Setbacks' } });
		expect((front.witness as GeoJSON.LineString).coordinates[1]![1]).toBe(943000);
	});

	test('without a plan that is known, what only a plan says is not checked', async () => {
		const { results } = await checkPermit(planner.ctx, { ...question, zone: null });
		expect(results.find((r) => r.rule === 'R04')).toMatchObject({ status: 'not_checked' });
	});

	test('is refused where a surface crosses itself, with the place', async () => {
		const bow = {
			type: 'Polygon',
			coordinates: [
				[
					[511000, 943000],
					[511020, 943020],
					[511020, 943000],
					[511000, 943020],
					[511000, 943000]
				]
			]
		};
		await expect(checkPermit(planner.ctx, { ...question, parcel: bow })).rejects.toMatchObject({
			code: 'geometry_invalid',
			at: [expect.closeTo(29.91, 1), expect.closeTo(31.19, 1)]
		});
		const round = Array.from({ length: 1001 }, (_, i) => [
			511010 + 5 * Math.cos((i / 1001) * 2 * Math.PI),
			943010 + 5 * Math.sin((i / 1001) * 2 * Math.PI)
		]);
		const footprint = { type: 'Polygon', coordinates: [[...round, round[0]]] };
		await expect(checkPermit(planner.ctx, { ...question, footprint })).rejects.toMatchObject({
			code: 'geometry_too_many_vertices'
		});
		await expect(checkPermit(planner.ctx, { ...question, crs: 'EPSG:1' })).rejects.toMatchObject({
			code: 'crs_unknown'
		});
	});
});

describe('coordinates of no place on Earth', () => {
	const far = (at: number) => ({
		type: 'Polygon',
		coordinates: [
			[
				[at, 943000],
				[at + at / 10, 943000],
				[at, at],
				[at, 943000]
			]
		]
	});
	const refused = { code: 'geometry_outside_governorate' };

	test.each([5e7, 1e20, 1e200, 1e300])('%d are refused wherever they stand', async (at) => {
		for (const crs of ['EPSG:22992', 'EPSG:32635', 'EPSG:3857', 'EPSG:4326'])
			for (const also of [{}, { surroundings: true }])
				await expect(
					checkPermit(planner.ctx, { ...question, ...also, crs, parcel: far(at), footprint: null })
				).rejects.toMatchObject(refused);
		for (const asked of [
			{ footprint: far(at) },
			{ light_wells: [far(at)] },
			{ streets: [{ right_of_way: far(at) }] },
			{ cordon: far(at) }
		])
			await expect(checkPermit(planner.ctx, { ...question, ...asked })).rejects.toMatchObject(refused);
	});

	test('a surface that crosses itself where no grid reaches is refused without its place', async () => {
		const [x, y] = [1.9e7, 1.9e7];
		const bow = {
			type: 'Polygon',
			coordinates: [
				[
					[x, y],
					[x + 20, y + 20],
					[x + 20, y],
					[x, y + 20],
					[x, y]
				]
			]
		};
		await expect(checkPermit(planner.ctx, { ...question, parcel: bow })).rejects.toMatchObject({
			code: 'geometry_invalid'
		});
	});
});

/** The same PostGIS in either; the one that comes with the application is slower. More by DIWAN_CASES=10000. */
const PLOTS = Number(process.env.DIWAN_CASES ?? (REAL ? 150 : 25));

test('the rules measure what PostGIS measures', async () => {
	const next = numbersFrom(7);
	const floors = new Set<string>();
	const open = ['areas_count', 'areas_small', 'area_tiny'];
	for (let i = 0; i < PLOTS; i++) {
		const drawn = randomPlot(next);
		// Now and then a floor that is none over a whole one.
		const told = { floors: 2, floor_areas_m2: [areaOf(drawn.footprint!), 0.5] };
		const plot = i % 8 === 7 ? { ...drawn, ...told } : drawn;
		const results = checkProposal(plot);
		const expected = await measuredInPostgis(p.pool, plot);
		const of = (rule: RuleId, subject: string, id?: string): RuleResult | undefined =>
			results.find((r) => r.rule === rule && r.subject === subject && (id === undefined || r.of === id));
		const near = (found: number | null | undefined, wanted: number | null, within: number, what: string) => {
			if (wanted === null) expect(found ?? null, `${what} of case ${i}`).toBeNull();
			else
				expect(Math.abs((found ?? NaN) - wanted), `${what} of case ${i}: ${found} ${wanted}`).toBeLessThan(
					within
				);
		};
		near(of('R01', 'parcel')?.actual, expected.outside_m2, 0.001, 'outside');
		near(of('R02', 'building_line')?.actual, expected.on_street_m2, 0.001, 'on the street');
		near(of('R04', 'footprint')?.actual, expected.coverage_pct, 0.001, 'coverage');
		near(of('R03', 'rear')?.actual, expected.rear, 0.001, 'rear');
		near(of('R03', 'side')?.actual, expected.side, 0.001, 'side');
		near(of('R11', 'well_side')?.actual, expected.well_m, 0.02, 'well');
		const { ratio, open, over } = expected.floors;
		const far = of('R05', 'floors')!;
		expect([far.status, far.reason], `floors of case ${i}`).toEqual([
			over ? 'fail' : open ? 'not_checked' : 'pass',
			open
		]);
		floors.add(`${far.status} ${open}`);
		near(far.actual, open && !over ? null : ratio, 0.001, 'floors');
		const fronts = results.filter((r) => r.rule === 'R03' && r.subject === 'front' && r.of !== null);
		expect(fronts.map((r) => r.of).sort(), `fronts of case ${i}`).toEqual(
			Object.keys(expected.fronts).sort()
		);
		const governs = results.find((r) => r.rule === 'R09' && r.subject === 'governing');
		if (governs) expect(governs.of, `who governs case ${i}`).toBe(expected.governing);
		for (const [id, front] of Object.entries(expected.fronts)) {
			near(of('R03', 'front', id)?.actual, front.setback, 0.001, 'front');
			near(of('R06', 'street', id)?.actual, front.width, 0.001, 'width');
		}
	}
	for (const met of ['pass null', 'fail null', ...open.map((reason) => `not_checked ${reason}`)])
		expect([...floors]).toContain(met);
});

test('of nearly equal streets the rules let the same one govern as PostGIS, however they are listed', async () => {
	const sides: [GeoJSON.Polygon, string][] = [
		[box(499900, 799988, 220, 12), 'south'],
		[box(499988.008, 799900, 11.992, 300), 'west'],
		[box(500020, 799900, 11.984, 300), 'east']
	];
	const governs = new Set<string | null>();
	for (const [i, j, k] of [
		[0, 1, 2],
		[2, 1, 0],
		[1, 0, 2]
	]) {
		// Of equals the id decides: each of them has another one each time.
		const streets = [i, j, k].map((n, id) => ({ id: String(id), name: null, right_of_way: sides[n!]![0] }));
		const plot = caseA({ streets });
		const ruled = checkProposal(plot).find((r) => r.rule === 'R09' && r.subject === 'governing');
		expect(ruled?.of).toBe((await measuredInPostgis(p.pool, plot)).governing);
		governs.add(sides[[i, j, k][Number(ruled?.of)]!]![1]);
	}
	expect(governs.has('east')).toBe(false);
});

describe('a drawing', () => {
	const controls = [
		{ drawing: [0, 0], survey: [633000, 497500] },
		{ drawing: [20, 20], survey: [633020, 497520] }
	];
	const plot = {
		layer: 'PLOT_BOUNDARY',
		points: [
			[0, 0],
			[20, 0],
			[20, 20],
			[0, 20]
		]
	} as const;
	const saying = (text: string) => [{ layer: 'PLAN_INFO', at: [0, 0] as const, text }];

	test('that declares what it does not draw is blocked, with the difference', async () => {
		const ok = aDxf({ shapes: [plot], notes: saying('PLOT_AREA=399') });
		const lie = aDxf({ shapes: [plot], notes: saying('PLOT_AREA=367') });
		const read = (bytes: Uint8Array) => readDrawing(planner.ctx, bytes, { controls });
		expect(await read(ok)).toMatchObject({
			verdict: 'pass',
			results: [{ status: 'pass' }, { status: 'not_checked' }]
		});
		expect((await read(aDxf({ shapes: [plot] }))).verdict).toBe('not_checked');
		const [parcel] = (await read(lie)).results;
		expect(parcel).toMatchObject({
			rule: 'R00',
			status: 'fail',
			actual: expect.closeTo(8.99, 2),
			limit: 1,
			severity: 'block'
		});
	});

	test.each([4326, 32635, 32636, 22992] as const)(
		'has its own control points in the system that is named: EPSG:%i',
		async (crs) => {
			const decimals = crs === 4326 ? 9 : 3;
			const notes = controls.map(({ drawing: [x = 0, y = 0], survey }) => {
				const [east = 0, north = 0] = fromLegal(crs, survey as [number, number]);
				const text = `E=${east.toFixed(decimals)} N=${north.toFixed(decimals)}`;
				return { layer: 'CONTROL_POINTS', at: [x, y] as const, text };
			});
			const { parcel } = await readDrawing(planner.ctx, aDxf({ shapes: [plot], notes }), { crs });
			for (const [i, [x, y]] of plot.points.entries()) {
				const [east = 0, north = 0] = (parcel.coordinates[0] as [number, number][])[i]!;
				expect(Math.hypot(east - 633000 - x, north - 497500 - y)).toBeLessThan(0.01);
			}
		}
	);

	test('comes as a form; a plot that crosses itself is told with its place, a point abroad is refused', async () => {
		const form = new FormData();
		const crossed = [plot.points[0], plot.points[2], plot.points[1], plot.points[3]];
		form.set(
			'file',
			new Blob([aDxf({ shapes: [{ ...plot, points: crossed }] }) as BlobPart]),
			'../\u202eplan.dxf'
		);
		form.set('options', JSON.stringify({ controls }));
		const sent = (body: BodyInit) =>
			receiveDrawing(planner.ctx, new Request('http://x/', { method: 'POST', body }));
		await expect(sent(form)).rejects.toMatchObject({
			code: 'geometry_invalid',
			at: [expect.closeTo(31.18, 1), expect.closeTo(27.18, 1)]
		});
		form.set('options', JSON.stringify({ controls, crs: 'EPSG:4326' }));
		await expect(sent(form)).rejects.toMatchObject({ code: 'drawing_control_place' });
		form.set('options', '{');
		await expect(sent(form)).rejects.toMatchObject({ code: 'bad_request' });
		form.delete('file');
		await expect(sent(form)).rejects.toMatchObject({ code: 'drawing_missing' });
		await expect(sent('{}')).rejects.toMatchObject({ code: 'unsupported_media_type' });
	});
});

describe('a document', () => {
	test('is kept by its hash with its clean name; what the scanner said stands beside it', async () => {
		const paper = aPdf('2 0 obj <</Type /Pages>> endobj');
		const { file: admitted, copy } = await admitDocument(planner.ctx, {
			bytes: paper,
			name: '../\u202eسند.pdf',
			kind: 'ownership'
		});
		// A title names its owner: nobody is given it without.
		expect(copy).toBe(null);
		expect(admitted).toEqual({
			sha256: createHash('sha256').update(paper).digest('hex'),
			mediaType: 'application/pdf',
			size: paper.byteLength,
			scan: 'not_scanned',
			name: 'سند.pdf'
		});
		expect((await readStored(planner.ctx, admitted.sha256)).content.byteLength).toBe(paper.byteLength);
	});

	test('is refused where its kind accepts no such file, and nothing is kept', async () => {
		const bytes = aPng(20, 20);
		const count = async () => (await p.pool.query('select count(*)::int as n from stored_file')).rows[0].n;
		const before = await count();
		await expect(admitDocument(planner.ctx, { bytes, name: 'x.png', kind: 'soil' })).rejects.toMatchObject({
			code: 'document_type'
		});
		await expect(
			admitDocument(planner.ctx, {
				bytes: aPdf('5 0 obj <</S /JavaScript>> endobj'),
				name: 'x.pdf',
				kind: 'soil'
			})
		).rejects.toMatchObject({ code: 'pdf_active' });
		expect(await count()).toBe(before);
		await expect(admitDocument(planner.ctx, { bytes, name: 'x.png', kind: 'photos' })).resolves.toMatchObject(
			{ file: { mediaType: 'image/png' } }
		);
		await expect(
			admitDocument(planner.ctx, { bytes: aDxf({}), name: 'x.dxf', kind: 'drawings' })
		).resolves.toMatchObject({ file: { mediaType: 'image/vnd.dxf', name: 'x.dxf' } });
	});
});
