import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { transform, type Bbox } from '#lib/kernel/crs.ts';
import { RED_BELT } from '../../../../../../tests/builders/known-points.ts';
import { hasSharedData, SHARED_DATA } from '../../../../../../tests/db/support.ts';
import { meaningOf, layerName, planOf, readControls, type Control } from '../../rules/index.ts';
import { aDxf, type Shape } from './dxf.fixture.ts';
import { extract } from './extract.ts';
import { extractInThread } from './thread.ts';

type Pair = [number, number];
const asIs = (survey: Pair): Pair => survey;
const square = (x: number, y: number, side: number): Pair[] => [
	[x, y],
	[x + side, y],
	[x + side, y + side],
	[x, y + side]
];
const plot: Shape = { layer: 'PLOT_BOUNDARY', points: square(0, 0, 20) };
const house: Shape = { layer: 'BLK_1_LVL_0_BLDG_FOOT_PRINT', points: square(3, 3, 12) };
/** Drawing points moved to the ground without turning. */
const moved: Control[] = [
	{ drawing: [0, 0], survey: [633_000, 497_500] },
	{ drawing: [20, 20], survey: [633_020, 497_520] }
];
const plan = async (dxf: Parameters<typeof aDxf>[0], controls = moved) =>
	planOf(await extract(aDxf(dxf)), controls, asIs);
const refusal = (dxf: Parameters<typeof aDxf>[0], controls = moved) =>
	plan(dxf, controls).then(
		() => null,
		(e: { code: string; params: object }) => [e.code, e.params]
	);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** What this thread holds on to, without what is only waiting to be cleared away. */
const heldBytes = () => {
	collect();
	return process.memoryUsage().heapUsed;
};

describe('the names of layers', () => {
	it.each([
		['PLOT_BOUNDARY', 'parcel'],
		['plot boundary', 'parcel'],
		['BLK_2_LVL_1_BLDG_FOOT_PRINT', 'footprint'],
		['BLK_1_FLR_-1_BLT_UP_AREA', 'floor'],
		['BLK_1_LVL_0_SIDE_YARD2', 'yard'],
		['حد_الأرض', 'parcel'],
		['حد الارض', 'parcel'],
		['\\U+062D\\U+062F_\\U+0627\\U+0644\\U+0623\\U+0631\\U+0636', 'parcel'],
		['\u202eمسقط_المبنى\u202c', 'footprint'],
		['خط_التنظيم', 'building_line'],
		['منور_٢', 'light_well'],
		['نقاط_التحكم', 'control'],
		['PLAN_INFO', 'info'],
		['WALL', undefined],
		['MY_PLOT_BOUNDARY_OLD', undefined]
	])('%s is %s', (name, role) => expect(meaningOf(layerName(name))?.role).toBe(role));
});

describe('a plan', () => {
	it('lies on the ground where its control points are, with what it declares', async () => {
		const notes = [
			{
				layer: 'PLAN_INFO',
				at: [0, 0] as const,
				text: 'PLAN INFO\\PPLOT_AREA_M2=400\\PFLOORS=4\\PBLDG_HEIGHT=١٣٫٥'
			}
		];
		const found = await plan({
			shapes: [plot, house, { ...house, layer: 'BLK_1_LVL_1_BLDG_FOOT_PRINT' }],
			notes
		});
		expect(found.parcel.coordinates[0]).toEqual(
			[...square(633_000, 497_500, 20), [633_000, 497_500]].map((p) => p.map((v) => expect.closeTo(v, 6)))
		);
		expect(found).toMatchObject({
			measured: { parcel_m2: expect.closeTo(400, 6), footprint_m2: expect.closeTo(144, 6) },
			declared: { parcel_m2: 400, floors: 4, height_m: 13.5 },
			fit: { scale: expect.closeTo(1, 9), rotation_deg: expect.closeTo(0, 9) },
			warnings: []
		});
	});

	it('is turned and moved by any two points of it to the millimetre, from any unit', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
				fc.double({ min: -5000, max: 5000, noNaN: true }),
				fc.constantFrom([6, 1] as const, [4, 0.001] as const, [5, 0.01] as const),
				async (turn, shift, [units, unit_m]) => {
					const ground = ([x, y]: Pair): Pair => [
						633_000 + shift + x * Math.cos(turn) - y * Math.sin(turn),
						497_500 - shift + x * Math.sin(turn) + y * Math.cos(turn)
					];
					const drawn = (points: Pair[]) => points.map(([x, y]): Pair => [(x + shift) / unit_m, y / unit_m]);
					const corners = square(0, 0, 20);
					const controls = [corners[0]!, corners[2]!].map((p): Control => ({
						drawing: drawn([p])[0]!,
						survey: ground(p)
					}));
					const found = await plan({ shapes: [{ ...plot, points: drawn(corners) }], units }, controls);
					const ring = found.parcel.coordinates[0] as Pair[];
					corners.map(ground).forEach((at, i) => {
						expect(Math.hypot(ring[i]![0] - at[0], ring[i]![1] - at[1])).toBeLessThan(0.001);
					});
				}
			),
			{ numRuns: 30 }
		);
	});

	describe.each([
		['Red Belt', 22992, 3],
		['WGS84', 4326, 9],
		['UTM 36N', 32636, 3]
	] as const)('with its control points in %s', (_name, srid, decimals) => {
		const survey = (belt: Pair) => transform(22992, srid, belt) as Pair;
		const toLegal = (at: Pair) => transform(srid, 22992, at) as Pair;
		/** Two points, 100 m and 50 m from each other, in a drawing whose own corner and turn are given. */
		const drawnAt = (known: Pair, corner: Pair, turn: number) => {
			const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
			const drawn = ([x, y]: Pair): Pair => [corner[0] + x * cos - y * sin, corner[1] + x * sin + y * cos];
			const pairs = [[0, 0] as Pair, [100, 50] as Pair].map((off): Control => ({
				drawing: drawn(off),
				survey: survey([known[0] + off[0], known[1] + off[1]])
			}));
			return { shapes: [{ ...plot, points: square(0, 0, 20).map(drawn) }], pairs };
		};
		it.each(RED_BELT)('lies at %s to a centimetre, there and back', async (_place, wgs84, belt) => {
			// A drawing in coordinates of the Red Belt, and one that begins at its own corner and is turned.
			for (const [corner, turn] of [
				[belt as Pair, 0],
				[[1000, 2000] as Pair, 0.7]
			] as const) {
				const { shapes, pairs } = drawnAt(belt as Pair, corner, turn);
				const notes = pairs.map(({ drawing, survey: [e, n] }) => ({
					...{ layer: 'CONTROL_POINTS', at: drawing },
					text: `N=${n.toFixed(decimals)}; E=${e.toFixed(decimals)}`
				}));
				const typed = pairs.map((c) => ({ ...c, survey: toLegal(c.survey) }));
				for (const [dxf, controls] of [
					[{ shapes }, typed],
					[{ shapes, notes }, []]
				] as const) {
					const ring = planOf(await extract(aDxf(dxf)), controls, toLegal).parcel.coordinates[0] as Pair[];
					for (const [i, [x, y]] of square(...(belt as Pair), 20).entries())
						expect(Math.hypot(ring[i]![0] - x, ring[i]![1] - y)).toBeLessThan(0.01);
					const [lon, lat] = transform(22992, 4326, ring[0]!) as Pair;
					expect(Math.abs(lon - wgs84[0]) * 111_320).toBeLessThan(0.01);
					expect(Math.abs(lat - wgs84[1]) * 110_950).toBeLessThan(0.01);
				}
			}
			const { shapes } = drawnAt(belt as Pair, [1000, 2000], 0);
			expect(await refusal({ shapes }, [])).toEqual(['drawing_no_control', {}]);
		});
	});

	it('closes an outline that is open by little, in both ways of drawing it, and says so', async () => {
		const open = [...square(0, 0, 20), [0, 0.03] as Pair];
		const found = await plan({
			shapes: [{ layer: 'حد_الأرض', points: open, closed: false, old: true }],
			units: null
		});
		expect(found.warnings.map((w) => [w.code, w.value && Number(w.value.toFixed(3))])).toEqual([
			['units_assumed', null],
			['ring_closed', 0.03],
			['no_footprint', null]
		]);
		expect(found.measured.parcel_m2).toBeCloseTo(400, 0);
	});
});

describe('a plan is refused', () => {
	it.each<[string, Parameters<typeof aDxf>[0], Control[] | undefined, string, object]>([
		['without control points', { shapes: [plot] }, [], 'drawing_no_control', {}],
		['with one', { shapes: [plot] }, [moved[0]!], 'drawing_no_control', {}],
		['with the same point twice', { shapes: [plot] }, [moved[0]!, moved[0]!], 'drawing_no_control', {}],
		[
			'at another scale',
			{ shapes: [plot] },
			[moved[0]!, { drawing: [20, 20], survey: [633_020.05, 497_520.05] }],
			'drawing_scale',
			{ scale: 1.0025 }
		],
		['in millimetres that say metres', { shapes: [plot], units: 4 }, moved, 'drawing_scale', { scale: 1000 }],
		[
			'with a point that does not fit',
			{ shapes: [plot] },
			[...moved, { drawing: [20, 0], survey: [633_020, 497_501] }],
			'drawing_scale',
			{}
		],
		['in parsecs', { shapes: [plot], units: 20 }, moved, 'drawing_units', { units: 20 }],
		['without a plot', { shapes: [house] }, moved, 'drawing_no_parcel', {}],
		['with two plots', { shapes: [plot, plot] }, moved, 'drawing_several_parcels', {}],
		[
			'with an outline wide open',
			{ shapes: [{ ...plot, closed: false }] },
			moved,
			'drawing_ring_open',
			{ layer: 'PLOT_BOUNDARY', metres: 20 }
		],
		[
			'with numbers beyond reason',
			{ shapes: [{ ...plot, points: [...square(0, 0, 20), ['1e300', 5]] }] },
			moved,
			'drawing_numbers',
			{}
		],
		[
			'with NaN',
			{ shapes: [{ ...plot, points: [...square(0, 0, 20), ['NaN', 5]] }] },
			moved,
			'drawing_numbers',
			{}
		],
		[
			'with a coordinate that is empty',
			{
				shapes: [
					{
						...plot,
						points: [
							[0, 0],
							[20, 0],
							['', 20],
							[0, 20]
						]
					}
				]
			},
			moved,
			'drawing_numbers',
			{ layer: 'PLOT_BOUNDARY' }
		],
		[
			'with an empty coordinate, drawn the old way',
			{
				shapes: [
					{
						...plot,
						old: true,
						points: [
							[0, 0],
							[20, 0],
							[20, ' '],
							[0, 20]
						]
					}
				]
			},
			moved,
			'drawing_numbers',
			{ layer: 'PLOT_BOUNDARY' }
		],
		[
			'with an empty coordinate on its building line',
			{
				shapes: [
					plot,
					{
						layer: 'خط_التنظيم',
						points: [
							[0, ''],
							[20, 0]
						],
						closed: false
					}
				]
			},
			moved,
			'drawing_numbers',
			{ layer: 'خط_التنظيم' }
		],
		[
			'with a control point that stands nowhere',
			{
				shapes: [plot],
				notes: [
					{ layer: 'CONTROL_POINTS', at: [0, 0], text: 'E=633000 N=497500' },
					{ layer: 'CONTROL_POINTS', at: [20, ''], text: 'E=633020 N=497520' }
				]
			},
			[],
			'drawing_numbers',
			{ layer: 'CONTROL_POINTS' }
		],
		[
			'with infinity',
			{ shapes: [{ ...plot, points: [...square(0, 0, 20), ['1e999', 5]] }] },
			moved,
			'drawing_numbers',
			{}
		]
	])('%s', async (_, dxf, controls, code, params) => {
		expect(await refusal(dxf, controls)).toEqual([code, expect.objectContaining(params)]);
	});

	it('with a far point that does not fit, which is named', async () => {
		const far = [
			...moved,
			{ drawing: [1000, 0], survey: [634_000, 497_500] },
			{ drawing: [0, 1000], survey: [633_001.5, 498_500] }
		];
		expect(await refusal({ shapes: [plot] }, far as Control[])).toEqual([
			'drawing_misfit',
			expect.objectContaining({ point: expect.any(Number) })
		]);
	});
});

describe('what is no drawing, or a hostile one', () => {
	const of = (text: string) => new TextEncoder().encode(text);
	const code = (bytes: Uint8Array) =>
		extractInThread(bytes).then(
			() => 'read',
			(e: { code: string }) => e.code
		);

	it.each<[string, Uint8Array, string]>([
		['nothing', of(''), 'drawing_not_dxf'],
		['a binary DXF', of('AutoCAD Binary DXF\r\n\u001a\0'), 'drawing_not_dxf'],
		['a DWG', of('AC1024\0\0\0'), 'drawing_not_dxf'],
		['a PDF', of('%PDF-1.7\n0\nSECTION'), 'drawing_not_dxf'],
		['a table', of('a,b\n1,2\n'), 'drawing_not_dxf'],
		['a drawing cut off', aDxf({ shapes: [plot] }).slice(0, -8), 'file_truncated'],
		['a group code that is a word', of('0\nSECTION\n2\nENTITIES\nabc\n1\n0\nEOF\n'), 'file_unreadable']
	])('%s', async (_, bytes, expected) => {
		expect(await code(bytes)).toBe(expected);
	});

	it('a million vertices are refused in bounded memory while others are served', async () => {
		const one = '10\n1.5\n20\n2.5\n';
		const flood = (type: string, body: string) =>
			of(`0\nSECTION\n2\nENTITIES\n0\n${type}\n8\nPLOT_BOUNDARY\n70\n1\n${body}0\nENDSEC\n0\nEOF\n`);
		let ticks = 0;
		const timer = setInterval(() => ticks++, 5);
		const before = heldBytes();
		const bytes = flood('LWPOLYLINE', one.repeat(1_000_000));
		expect(await code(bytes)).toBe('file_too_many_vertices');
		expect(await code(flood('POLYLINE', `0\nVERTEX\n8\nPLOT_BOUNDARY\n${one}`.repeat(50_000)))).toBe(
			'file_too_many_vertices'
		);
		clearInterval(timer);
		// The thread worked; this one went on ticking, and holds no vertices.
		expect(ticks).toBeGreaterThan(3);
		expect(heldBytes() - before).toBeLessThan(100_000_000);
		expect(await code(new Uint8Array(21 * 1024 * 1024))).toBe('drawing_too_large');
	});

	it('a million small entities are refused', async () => {
		expect(
			await code(
				of(`0\nSECTION\n2\nENTITIES\n${'0\nPOINT\n8\n0\n10\n1\n20\n1\n'.repeat(310_000)}0\nENDSEC\n0\nEOF\n`)
			)
		).toBe('drawing_too_large');
	});
});

describe('control points as typed', () => {
	const here: Bbox = [29, 30.5, 30.5, 31.8];
	it('are read in any figures, with or without their numbers', () => {
		expect(
			readControls(
				'0.123456789012 0 633040 497550\n2) ١٦٫١٥ ٠ ٦٣٣٠٥٦٫١٥ ٤٩٧٥٥٠\n\n',
				22992,
				[30.5, 26.5, 32, 28]
			)
		).toEqual({
			controls: [
				{ drawing: [0.123456789012, 0], survey: [633_040, 497_550] },
				{ drawing: [16.15, 0], survey: [633_056.15, 497_550] }
			],
			unreadable: []
		});
	});

	it('stand in EPSG:22992 wherever the survey was given, and wrong lines are named', () => {
		const read = readControls('1 2 29.9 31.2\nnothing\n1 2 3\n1 2 90 200', 4326, here);
		expect(read.unreadable).toEqual([2, 3, 4]);
		const [east = 0, north = 0] = transform(4326, 22992, [29.9, 31.2]);
		expect(read.controls[0]!.survey[0]).toBeCloseTo(east, 3);
		expect(read.controls[0]!.survey[1]).toBeCloseTo(north, 3);
	});

	it.each([32635, 32636] as const)('may be in UTM: EPSG:%i', (srid) => {
		const [east = 0, north = 0] = transform(4326, srid, [29.9, 31.2]);
		const { controls, unreadable } = readControls(`1 2 ${east.toFixed(3)} ${north.toFixed(3)}`, srid, here);
		expect(unreadable).toEqual([]);
		const [x = 0, y = 0] = transform(4326, 22992, [29.9, 31.2]);
		expect(Math.hypot(controls[0]!.survey[0] - x, controls[0]!.survey[1] - y)).toBeLessThan(0.002);
	});
});

describe.skipIf(!hasSharedData)('RASHIDA.dxf (skipped without ../shared/data)', () => {
	it('declares 121.527 m² and draws 132.31', async () => {
		const bytes = readFileSync(path.join(SHARED_DATA, 'dxf/RASHIDA.dxf'));
		const found = await extractInThread(bytes);
		const [x, y] = [1507.124431285795, 287.7503280394948];
		const controls: Control[] = [
			{ drawing: [x, y], survey: [633_040, 497_550] },
			{ drawing: [x + 16.15, y], survey: [633_056.15, 497_550] }
		];
		const { declared, measured, info } = planOf(found, controls, asIs);
		expect(declared.parcel_m2).toBe(121.527);
		expect(measured.parcel_m2).toBeCloseTo(132.31, 2);
		expect(info.VILLAGE).toBe('VENGERI');
	});
});
