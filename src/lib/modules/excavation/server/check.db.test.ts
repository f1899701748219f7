import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import { aDig, HERE } from '../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { checkDig, registerDig } from './index.ts';

let p: TestPlatform;
let telecom: Holder;
let gas: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');
const [X, Y] = HERE;
const at = (x: number, y: number) => [X + x, Y + y];
const degrees = (x: number, y: number) => transform(22992, 4326, [X + x, Y + y]);

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	gas = await aHolder(p, 'gas', { now });
	// The ground: a square of 40 km around.
	await p.pool.query(
		`insert into districts (source_id, geom)
		select 'ground', st_multi(st_makeenvelope($1 - 20000, $2 - 20000, $1 + 20000, $2 + 20000, 22992))`,
		[X, Y]
	);
	const street = (name: string, en: string, line: number[][]) =>
		p.pool.query(
			`insert into streets (source_id, name_ar, name_en, kind, geom)
			select $1 || random(), $1, $2, 'residential', st_multi(st_setsrid(st_geomfromgeojson($3), 22992))`,
			[name, en, JSON.stringify({ type: 'LineString', coordinates: line })]
		);
	// A main street in two segments, two that cross it, one out of reach, one without a name.
	await street('شارع الجواهر', 'Al Gawaher St', [at(0, 0), at(200, 0)]);
	await street('شارع الجواهر', 'Al Gawaher St', [at(200, 0), at(500, 0)]);
	await street('شارع البصري', 'Al Basri St', [at(100, -50), at(100, 50)]);
	await street('شارع السويس', 'Suez St', [at(300, -50), at(300, 50)]);
	await street('شارع بعيد', 'Far St', [at(0, 30), at(500, 30)]);
	await p.pool.query(
		`insert into streets (source_id, geom) select 'nameless', st_multi(st_setsrid(st_geomfromgeojson($1), 22992))`,
		[JSON.stringify({ type: 'LineString', coordinates: [at(50, -9), at(50, 9)] })]
	);
});
afterAll(() => p.close());

describe('the streets a trench touches', () => {
	it('come in its order, each once, with the metres that run in them', async () => {
		const east = aDig().along([0, 3], [420, 3]).input();
		const { streets, length_m } = await checkDig(telecom.ctx, east);
		expect(length_m).toBe(420);
		expect(streets.map((s) => s.name.ar)).toEqual(['شارع الجواهر', 'شارع البصري', 'شارع السويس']);
		expect(streets[0]).toMatchObject({
			name: { en: 'Al Gawaher St' },
			kind: 'residential',
			metres: 420,
			from_m: 0
		});
		expect(streets[1]?.metres).toBeCloseTo(20, 0);
		expect(streets[1]?.from_m).toBeCloseTo(90, 0);
		const west = aDig().along([420, 3], [0, 3]).input();
		const back = await checkDig(telecom.ctx, west);
		expect(back.streets.map((s) => s.name.en)).toEqual(['Al Gawaher St', 'Suez St', 'Al Basri St']);
	});

	it('count along the parts of a trench of several', async () => {
		const parts = [
			[at(0, 3), at(50, 3)],
			[at(280, 3), at(320, 3)]
		];
		const { streets } = await checkDig(
			telecom.ctx,
			aDig()
				.with({ geometry: { type: 'MultiLineString', coordinates: parts } })
				.input()
		);
		expect(streets.map((s) => [s.name.en, s.metres])).toEqual([
			['Al Gawaher St', 90],
			['Suez St', 20]
		]);
		expect(streets[1]?.from_m).toBeCloseTo(60, 0);
	});
});

describe('asking before saving', () => {
	it('says with whom, how far, which days, the shared piece and the first free start', async () => {
		const theirs = aDig().along([0, 1000], [200, 1000]).days('2026-12-03', '2026-12-12');
		await registerDig(gas.ctx, theirs.with({ traffic_effect: 'lane_closed' }).input());
		const mine = aDig().along([0, 1007], [420, 1007]).days('2026-12-01', '2026-12-09').input();
		const answer = await checkDig(telecom.ctx, mine);
		expect(answer).toMatchObject({
			verdict: 'block',
			buffer_m: 5,
			first_free_start: '2026-12-13',
			first_possible_start: '2026-12-13',
			clashes: [
				{
					rule: 'C1',
					severity: 'block',
					days: 7,
					window: { start: '2026-12-03', end: '2026-12-09' },
					other: { promoter: { code: 'gas', name: { en: 'Company gas' } }, state: 'planned' },
					overlap: { type: 'MultiPolygon' }
				},
				{ rule: 'O1', severity: 'info', days: 7 }
			],
			explanation: {
				en: expect.stringMatching(
					/^Clash with Company gas: 7 m away, 7 days \(Thursday,? 3 December 2026 to Wednesday,? 9 December 2026\)\. First free start: Sunday,? 13 December 2026\.$/
				)
			}
		});
		expect(answer.explanation.ar).toContain('على بُعد 7 م، 7 أيام');
		expect(answer.clashes[0]?.distance_m).toBeCloseTo(7, 6);
		const { rows } = await p.pool.query(
			`select st_area(st_transform(st_setsrid(st_geomfromgeojson($1), 4326), 22992)) as m2`,
			[JSON.stringify(answer.clashes[0]?.overlap)]
		);
		// 200 m where the two zones (10 and 5 m) overlap by 8 m, and the round ends.
		expect(rows[0].m2).toBeGreaterThan(1500);
		expect(rows[0].m2).toBeLessThan(1800);
		expect(
			await checkDig(telecom.ctx, { ...mine, window: { start: '2026-12-13', end: '2026-12-21' } })
		).toMatchObject({
			verdict: 'warn',
			clashes: [
				{ rule: 'C3', days: 1, window: { start: '2026-12-12', end: '2026-12-13' } },
				{ rule: 'O1', days: 0 }
			],
			explanation: { en: expect.stringMatching(/^Too soon with Company gas: Only 1 day /) }
		});
		expect(
			await checkDig(telecom.ctx, { ...mine, window: { start: '2027-01-20', end: '2027-01-21' } })
		).toMatchObject({
			verdict: 'clear',
			clashes: [],
			explanation: { en: 'No clash in this period.' }
		});
	});

	it('sees as far as both buffers reach, and as who is asking', async () => {
		await registerDig(gas.ctx, aDig().along([0, 2000], [100, 2000]).input());
		const ask = (metres: number, more: Record<string, unknown> = {}) =>
			checkDig(
				telecom.ctx,
				aDig()
					.along([0, 2000 + metres], [100, 2000 + metres])
					.with(more)
					.input()
			);
		expect(await ask(10)).toMatchObject({ verdict: 'block' });
		expect(await ask(10.01)).toMatchObject({ verdict: 'clear' });
		expect(await ask(15, { carriageway: true })).toMatchObject({ verdict: 'block', buffer_m: 10 });
		expect(await ask(15, { traffic_effect: 'closed' })).toMatchObject({ verdict: 'block' });
		expect(await ask(5, { promoter: 'gas' })).toMatchObject({ verdict: 'warn' });
		expect(await ask(5, { promoter: 'شركة gas' })).toMatchObject({ verdict: 'warn' });
		expect(await ask(5, { promoter: 'A contractor nobody knows' })).toMatchObject({ verdict: 'block' });
		expect(await ask(5, { category: 'emergency' })).toMatchObject({ verdict: 'warn' });
	});

	it('takes points and surfaces too, in degrees or in any system by name', async () => {
		await registerDig(gas.ctx, aDig().along([0, 3000], [100, 3000]).input());
		const verdict = async (fields: object) =>
			(await checkDig(telecom.ctx, { window: { start: '2026-12-01', end: '2026-12-02' }, ...fields }))
				.verdict;
		const point = { type: 'Point', coordinates: degrees(50, 3006) };
		expect(await verdict({ geometry: point })).toBe('block');
		const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::22992' } };
		expect(await verdict({ geometry: { type: 'Point', coordinates: at(50, 3006), crs } })).toBe('block');
		expect(await verdict({ geometry: { type: 'Point', coordinates: at(50, 3011) }, crs: 22992 })).toBe(
			'clear'
		);
		const ring = [at(40, 3009), at(60, 3009), at(60, 3030), at(40, 3030), at(40, 3009)];
		expect(await verdict({ geometry: { type: 'Polygon', coordinates: [ring] }, crs: 22992 })).toBe('block');
	});
});

describe('a line whose points stand closer than its zone is wide', () => {
	const zigzag = (points: number) =>
		aDig().along(...Array.from({ length: points }, (_, i) => [i / 10, 8000 + (i % 2) / 10] as const));

	// Buffered in one piece, as many points as these take the database minutes.
	it.each([100, 1000])('is judged and kept as any other, with %i points', async (points) => {
		const { verdict, zone, buffer_m } = await checkDig(telecom.ctx, zigzag(points).input());
		expect(verdict).toBe('clear');
		const { rows } = await p.pool.query(
			'select st_area(st_transform(st_setsrid(st_geomfromgeojson($1), 4326), 22992)) as area',
			[JSON.stringify(zone)]
		);
		const straight = (points / 10) * 2 * buffer_m + Math.PI * buffer_m ** 2;
		expect(rows[0].area / straight).toBeGreaterThan(0.98);
		expect(rows[0].area / straight).toBeLessThan(1.05);
	});

	it('is covered in pieces as in one', async () => {
		const { rows } = await p.pool.query(`
			with shape as (
				select case i % 4
					when 0 then line
					when 1 then st_collect(line, st_translate(line, 300, 40))
					when 2 then st_collect(line, st_buffer(st_startpoint(line), 30, 'quad_segs=20'))
					else st_difference(st_buffer(line, 4), st_buffer(st_pointn(line, 30), 2)) end as g
				from generate_series(0, 11) i, lateral (
					select st_makeline(array(select st_point(s * 3, 12 * sin(s * (i + 1) / 9.0)) from generate_series(0, 80) s)) as line
				) l
			)
			select st_npoints(g) as points, st_area(st_symdifference(whole, pieces)) / st_area(whole) as differs
			from shape, lateral (select st_buffer(g, 5, 'quad_segs=16') as whole, buffer_in_pieces(g, 5, 16) as pieces) b`);
		expect(rows).toHaveLength(12);
		for (const { points, differs } of rows) {
			expect(Number(points)).toBeGreaterThan(32);
			expect(differs).toBeLessThan(0.002);
		}
	});
});

describe('a shape that cannot be', () => {
	const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
	const luxor = [
		[32.64, 25.69],
		[32.65, 25.69]
	];
	const bow = [at(0, 0), at(10, 10), at(10, 0), at(0, 10), at(0, 0)];
	it.each([
		['too short to dig', line(degrees(0, 0), degrees(0.1, 0)), undefined, 'geometry_too_small'],
		['longer than a network', line(at(-15000, 0), at(15000, 0)), 22992, 'geometry_too_long'],
		[
			'latitude first',
			line(degrees(0, 0).toReversed(), degrees(99, 0).toReversed()),
			undefined,
			'geometry_swapped_axes'
		],
		['metres called degrees', line(at(0, 0), at(99, 0)), undefined, 'geometry_wrong_crs'],
		['degrees called metres', line(degrees(0, 0), degrees(99, 0)), 22992, 'geometry_wrong_crs'],
		['in Luxor', line(...luxor), undefined, 'geometry_outside_governorate'],
		['in the sea off Greece', line([25, 35.5], [25.1, 35.5]), undefined, 'geometry_outside_governorate'],
		['a surface that crosses itself', { type: 'Polygon', coordinates: [bow] }, 22992, 'geometry_invalid'],
		['in a system nobody knows', line(at(0, 0), at(99, 0)), 'EPSG:999999', 'crs_unknown']
	])('%s is refused with the reason', async (_what, geometry, crs, code) => {
		const window = { start: '2026-12-01', end: '2026-12-02' };
		await expect(checkDig(telecom.ctx, { geometry, window, crs })).rejects.toMatchObject({ code });
	});

	it('as large on one side of the crossing as on the other, too', async () => {
		const [x, y] = degrees(5, 5);
		const ring = [
			[x, y],
			[x + 0.001, y + 0.001],
			[x + 0.001, y],
			[x, y + 0.001],
			[x, y]
		];
		const window = { start: '2026-12-01', end: '2026-12-02' };
		const geometry = { type: 'Polygon', coordinates: [ring] };
		await expect(checkDig(telecom.ctx, { geometry, window })).rejects.toMatchObject({
			code: 'geometry_invalid'
		});
	});

	it('says where to look', async () => {
		const window = { start: '2026-12-01', end: '2026-12-02' };
		const crossing = { geometry: { type: 'Polygon', coordinates: [bow] }, crs: 22992, window };
		const failure = await checkDig(telecom.ctx, crossing).catch((e: unknown) => e as { at: number[] });
		const [lon, lat] = degrees(5, 5);
		expect((failure as { at: number[] }).at[0]).toBeCloseTo(lon, 5);
		expect((failure as { at: number[] }).at[1]).toBeCloseTo(lat, 5);
	});

	it('and nothing was written by any of them', async () => {
		const before = await p.pool.query('select count(*) from dig');
		await expect(
			registerDig(
				telecom.ctx,
				aDig()
					.with({ geometry: line(...luxor), crs: 4326 })
					.input()
			)
		).rejects.toMatchObject({ code: 'geometry_outside_governorate' });
		await expect(
			registerDig(
				telecom.ctx,
				aDig()
					.with({ geometry: { type: 'Point', coordinates: at(0, 0) } })
					.input()
			)
		).rejects.toMatchObject({ code: 'geometry_wrong_type' });
		const field = [at(0, 0), at(2000, 0), at(2000, 2000), at(0, 2000), at(0, 0)];
		await expect(
			registerDig(
				telecom.ctx,
				aDig()
					.with({ geometry: { type: 'Polygon', coordinates: [field] } })
					.input()
			)
		).rejects.toMatchObject({ code: 'geometry_too_large', params: { area: 4_000_000, max: 50_000 } });
		expect((await p.pool.query('select count(*) from dig')).rows).toEqual(before.rows);
	});

	it('names the kinds that are taken; of a feature, that its geometry is wanted', async () => {
		const { geometry, ...rest } = aDig().input();
		const refusal = (type: string, code: string, kinds: RegExp) => ({
			code: 'geometry_wrong_type',
			fields: [{ path: 'geometry', code, params: { type, kinds: expect.stringMatching(kinds) } }]
		});
		const collection = { type: 'GeometryCollection', geometries: [geometry] };
		await expect(checkDig(telecom.ctx, { ...rest, geometry: collection })).rejects.toMatchObject(
			refusal('GeometryCollection', 'geometry_kinds', /^Point, .*MultiPolygon$/)
		);
		for (const given of [
			{ type: 'Feature', properties: {}, geometry },
			{ type: 'FeatureCollection', features: [] }
		])
			await expect(registerDig(telecom.ctx, { ...rest, geometry: given })).rejects.toMatchObject(
				refusal(given.type, 'geometry_of_feature', /^LineString, MultiLineString, Polygon, MultiPolygon$/)
			);
	});

	it('refuses a surface as large as a district', async () => {
		const field = [at(0, 0), at(2000, 0), at(2000, 2000), at(0, 2000), at(0, 0)];
		const input = aDig().with({ geometry: { type: 'Polygon', coordinates: [field] } });
		await expect(checkDig(telecom.ctx, input.input())).rejects.toMatchObject({
			...{ code: 'geometry_too_large', params: { area: 4_000_000, max: 50_000 } }
		});
	});

	it('tells whom it was taken to be asked for', async () => {
		const read = async (promoter?: string) =>
			(await checkDig(telecom.ctx, aDig().with({ promoter }).input())).promoter;
		const unit = { unit_id: gas.unitId, code: 'gas', name: { ar: 'شركة gas', en: 'Company gas' } };
		expect(await read('GAS')).toEqual({ given: 'GAS', organisation: unit, read_as: 'unit' });
		expect(await read('شركة gas')).toMatchObject({ organisation: { code: 'gas' }, read_as: 'unit' });
		expect(await read('gass')).toEqual({ given: 'gass', organisation: null, read_as: 'name' });
		expect(await read()).toMatchObject({
			...{ given: null, organisation: { unit_id: telecom.unitId }, read_as: 'own_unit' }
		});
		const nobody = { ...telecom.ctx, actor: { ...telecom.ctx.actor, unitId: null } };
		expect((await checkDig(nobody, aDig().input())).promoter).toEqual({
			...{ given: null, organisation: null, read_as: 'nobody' }
		});
	});

	it('does not open a protected pavement or the place of an event, and starts when both are over', async () => {
		const square = (x: number, y: number) =>
			`st_multi(st_makeenvelope(${HERE[0] + x}, ${HERE[1] + y}, ${HERE[0] + x + 100}, ${HERE[1] + y + 100}, 22992))`;
		await p.pool.query(`insert into paving (source_id, name_ar, props, geom) values ('paved', 'رصف الكورنيش',
			'{"paved_on": "2026-08-01", "protected_until": "2026-12-20"}', ${square(0, 5000)})`);
		await p.pool
			.query(`insert into events (source_id, name_ar, name_en, props, geom) values ('match', 'مباراة', 'Match',
			'{"starts_on": "2026-12-22", "ends_on": "2026-12-24"}', ${square(50, 5000)})`);
		const trench = aDig().along([10, 5050], [90, 5050]).days('2026-12-18', '2026-12-23');
		const answer = await checkDig(telecom.ctx, trench.input());
		expect(answer).toMatchObject({
			verdict: 'block',
			first_free_start: '2026-12-25',
			findings: [
				{
					rule: 'C4',
					window: { start: '2026-12-18', end: '2026-12-20' },
					free_from: '2026-12-21',
					name: { ar: 'رصف الكورنيش' },
					overlap: { type: 'MultiPolygon' }
				},
				{ rule: 'C6', window: { start: '2026-12-22', end: '2026-12-23' }, free_from: '2026-12-25' }
			]
		});
		expect(answer.explanation.en).toContain('paved on 1 August 2026');
		expect(answer.explanation.ar).toContain('مباراة');
		const rules = async (more: Record<string, unknown>) =>
			(await checkDig(telecom.ctx, trench.with(more).input())).findings.map((f) => f.rule);
		expect(await rules({ method: 'trenchless', window: { start: '2026-12-18', end: '2026-12-20' } })).toEqual(
			[]
		);
		expect(await rules({ category: 'emergency', method: 'open_cut' })).toEqual([]);
	});

	it('asks for the notice of its category', async () => {
		const soon = aDig().along([0, 6000], [50, 6000]).days('2026-11-09', '2026-11-12');
		const { findings, verdict, ...starts } = await checkDig(telecom.ctx, soon.input());
		expect(findings).toMatchObject([{ rule: 'C8', severity: 'block' }]);
		expect(verdict).toBe('block');
		// The ground is free, and yet no day is offered that would be refused.
		const { earliest_start } = (findings[0] as Extract<(typeof findings)[0], { rule: 'C8' }>).evidence;
		expect(starts.first_free_start).toBe('2026-11-09');
		expect(earliest_start > '2026-11-09').toBe(true);
		expect(starts.first_possible_start).toBe(earliest_start);
		const past = aDig().along([0, 6000], [50, 6000]).days('2026-10-01', '2026-10-02');
		const burst = await checkDig(telecom.ctx, past.with({ category: 'emergency' }).input());
		expect(burst.first_possible_start).toBe('2026-11-01');
		const minor = await checkDig(telecom.ctx, soon.with({ category: 'minor' }).input());
		expect(minor).toMatchObject({ findings: [], verdict: 'clear' });
	});
});
