import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import {
	checkDig,
	digHistory,
	digRecord,
	editDig,
	judgeClash,
	judgeOnNewRoads,
	judgeOnNewTransit,
	listClashes,
	proposeDetours,
	registerDig,
	rerouteDig
} from '../index.ts';

let p: TestPlatform;
let water: Holder;
let gas: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');
const [X, Y] = HERE;

/** Two bridges over a canal at y 0 and y 1500; a third far away. The main road ends west, the hospital lies east. */
const STREETS: [string, string, number[][]][] = [
	[
		'south',
		'residential',
		[
			[0, 0],
			[400, 0]
		]
	],
	[
		'north',
		'residential',
		[
			[0, 1500],
			[400, 1500]
		]
	],
	[
		'west bank',
		'tertiary',
		[
			[0, 0],
			[0, 1500]
		]
	],
	[
		'east bank',
		'tertiary',
		[
			[400, 0],
			[400, 1500]
		]
	],
	[
		'far',
		'tertiary',
		[
			[0, 1500],
			[0, 7000],
			[400, 7000],
			[400, 1500]
		]
	],
	[
		'main',
		'primary',
		[
			[-1000, 0],
			[0, 0]
		]
	],
	[
		'hospital street',
		'residential',
		[
			[400, 0],
			[600, 0]
		]
	]
];

const across = (y: number, start: string, end: string) =>
	aDig().along([150, y], [250, y]).days(start, end).with({ traffic_effect: 'closed', width_m: 2 });

beforeAll(async () => {
	p = await testPlatform();
	water = await aHolder(p, 'water', { now });
	gas = await aHolder(p, 'gas', { now });
	await p.pool.query(
		`insert into districts (source_id, geom)
		select 'ground', st_multi(st_makeenvelope($1 - 20000, $2 - 20000, $1 + 20000, $2 + 20000, 22992))`,
		[X, Y]
	);
	for (const [name, kind, line] of STREETS)
		await p.pool.query(
			`insert into streets (source_id, name_ar, kind, geom)
			values ($1, $1, $2, st_multi(st_setsrid(st_geomfromgeojson($3), 22992)))`,
			[
				name,
				kind,
				JSON.stringify({ type: 'LineString', coordinates: line.map(([x, y]) => [X + x!, Y + y!]) })
			]
		);
	await p.pool.query(
		`insert into hospitals (source_id, name_ar, name_en, kind, geom)
		values ('h', 'مستشفى الرمل', 'Raml Hospital', 'general', st_setsrid(st_point($1, $2), 22992))`,
		[X + 590, Y + 10]
	);
});
afterAll(() => p.close());

const c9 = async (dig?: string) =>
	(await listClashes(water.ctx, { rule: 'C9', ...(dig ? { dig } : {}) })).items;

test("two closures 1.5 km apart that close each other's way round are found before saving, with the hospital", async () => {
	const { answer: theirs } = await registerDig(gas.ctx, across(1500, '2026-12-03', '2026-12-12').input());
	const answer = await checkDig(water.ctx, across(0, '2026-12-01', '2026-12-09').input());
	expect(answer).toMatchObject({ verdict: 'warn', first_free_start: '2026-12-13' });
	const [clash] = answer.clashes;
	expect(clash).toMatchObject({
		rule: 'C9',
		severity: 'warn',
		distance_m: 1500,
		days: 7,
		window: { start: '2026-12-03', end: '2026-12-09' },
		other: { reference: theirs.reference }
	});
	const effects = clash!.network!.effects;
	expect(effects.map((e) => e.kind).sort()).toEqual(['access', 'detour', 'detour', 'rescue']);
	const access = effects.find((e) => e.kind === 'access')!;
	expect(access.place).toMatchObject({ name: { ar: 'مستشفى الرمل' }, kind: 'hospital' });
	// With both closed it is eleven kilometres farther at 30 km/h, and the north bridge (72 s) is not driven.
	expect(access.added_minutes).toBeCloseTo((11000 / 30) * 0.06 - 72 / 60 + 400 / 500, 0);
	expect(access.reason.ar).toContain('مستشفى الرمل');
	expect(answer.explanation.en).toContain('Raml Hospital');
	expect(clash!.overlap.type).toBe('MultiPolygon');
	// Elsewhere in time, or with the road left open, it is nobody's business.
	const later = await checkDig(water.ctx, across(0, '2026-12-13', '2026-12-21').input());
	expect(later.clashes).toEqual([]);
	const open = across(0, '2026-12-01', '2026-12-09').with({ traffic_effect: 'lane_closed' });
	expect((await checkDig(water.ctx, open.input())).clashes).toEqual([]);
});

test('the pair is kept through edits, judged, closed when it vanishes and opened again', async () => {
	const { answer: mine } = await registerDig(water.ctx, across(0, '2026-12-01', '2026-12-09').input());
	const [pair, ...more] = await c9(mine.reference);
	expect(more).toEqual([]);
	expect(pair).toMatchObject({ rule: 'C9', days: 7, severity: 'warn' });
	expect(pair!.network!.effects.length).toBe(4);
	expect((await digRecord(water.ctx, mine.reference)).first_free_start).toBe('2026-12-13');
	await judgeClash(water.ctx, pair!.id, { answer: 'yes', reason: 'ننسق مع المرور' });

	// A title is nothing new.
	const titled = await editDig(water.ctx, mine.reference, { title: 'خط طرد' }, { version: mine.version });
	const [same] = await c9(mine.reference);
	expect(same).toMatchObject({ id: pair!.id, changed_at: pair!.changed_at });
	expect(same!.positions.find((x) => x.party.code === 'water')?.state).toBe('yes');

	const opened = await editDig(
		water.ctx,
		mine.reference,
		{ traffic_effect: 'narrowed' },
		{ version: titled.answer.version }
	);
	expect(await c9()).toEqual([]);
	const closed = await editDig(
		water.ctx,
		mine.reference,
		{ traffic_effect: 'closed', window: { start: '2026-12-05', end: '2026-12-09' } },
		{ version: opened.answer.version }
	);
	const [again] = await c9(mine.reference);
	expect(again).toMatchObject({ id: pair!.id, days: 5 });
	expect(again!.positions.find((x) => x.party.code === 'water')?.state).toBe('again');

	await editDig(
		water.ctx,
		mine.reference,
		{ window: { start: '2027-01-05', end: '2027-01-09' } },
		{ version: closed.answer.version }
	);
	expect(await c9()).toEqual([]);
});

test('an emergency is warned and makes the pair; a new street is another network', async () => {
	const night = across(0, '2026-12-10', '2026-12-11').with({
		category: 'emergency',
		category_reason: 'كسر خط'
	});
	const { answer: burst } = await registerDig(water.ctx, night.input());
	expect(await c9(burst.reference)).toHaveLength(1);
	await p.pool.query(
		`insert into streets (source_id, kind, geom)
		values ('new bridge', 'primary', st_multi(st_setsrid(st_makeline(st_point($1, $2), st_point($1 + 400, $2)), 22992)))`,
		[X, Y + 600]
	);
	// Its ends lie on the banks, where the mapped streets have no corner yet: it is a third way across.
	const asked = across(0, '2026-12-10', '2026-12-11').with({ except: burst.reference });
	const { clashes } = await checkDig(water.ctx, asked.input());
	expect(clashes.filter((c) => c.rule === 'C9')).toEqual([]);
	// What was found on the old roads is judged again, once.
	const system = makeCtx(p, { actor: SYSTEM, now });
	expect(await judgeOnNewRoads(system)).toBe(3);
	expect(await c9()).toEqual([]);
	expect(await judgeOnNewRoads(system)).toBe(0);
});

test('a closure takes the proposed detour; who works on it and what rides there is told, kept, judged, and gone with it', async () => {
	const centre = await aHolder(p, 'centre', { role: 'coordinator', now });
	const c5 = async (dig: string) => (await listClashes(water.ctx, { rule: 'C5', dig })).items;
	const closing = across(0, '2027-03-01', '2027-03-09');
	const { detours } = await proposeDetours(water.ctx, closing.input());
	// Both ways round by the new bridge: 600 m up, 400 across, 600 down.
	expect(detours.map((d) => [d.origin, Math.round(d.length_m / 100)])).toEqual([
		['network', 16],
		['network', 16]
	]);
	expect(detours[0]!.geometry.coordinates).toEqual(detours[1]!.geometry.coordinates.toReversed());
	const sent = detours.map(({ origin, geometry }) => ({ origin, geometry }));

	// Somebody mends the bank street that the detour leads through; the other shares no day with it.
	const bank = (start: string, end: string) =>
		aDig().along([4, 200], [4, 300]).days(start, end).with({ traffic_effect: 'narrowed' });
	const { answer: theirs } = await registerDig(gas.ctx, bank('2027-03-05', '2027-03-20').input());
	await registerDig(gas.ctx, bank('2027-04-05', '2027-04-20').input());
	const { answer: mine } = await registerDig(water.ctx, closing.input());
	expect(await c5(mine.reference)).toEqual([]);
	const asked = {
		geometry: mine.geometry,
		window: mine.window,
		traffic_effect: 'closed',
		width_m: 2,
		detours: sent,
		except: mine.reference
	};
	const check = await checkDig(water.ctx, asked);
	const met = check.clashes.filter((c) => c.rule === 'C5');
	expect(met).toMatchObject([
		{
			severity: 'warn',
			days: 5,
			distance_m: expect.closeTo(4, 1),
			detours: { of: ['a'] },
			other: { reference: theirs.reference }
		}
	]);
	expect(check.explanation.en).toContain('The detour of this work leads past the other work.');
	expect(check.first_free_start).toBe('2027-03-21');
	const seen = await checkDig(gas.ctx, {
		...bank('2027-03-05', '2027-03-20').input(),
		except: theirs.reference
	});
	expect(seen.clashes.filter((c) => c.rule === 'C5')).toEqual([]);

	// A road that stays open leads nobody round.
	await expect(checkDig(water.ctx, { ...asked, traffic_effect: 'narrowed' })).rejects.toMatchObject({
		code: 'invalid_input',
		fields: [{ path: 'detours', code: 'dig_detour_road_open' }]
	});
	// Another company's detour is not mine to draw.
	await expect(
		rerouteDig(gas.ctx, mine.reference, { detours: sent }, { version: mine.version })
	).rejects.toMatchObject({ code: 'forbidden' });
	const { answer: led } = await rerouteDig(
		centre.ctx,
		mine.reference,
		{ detours: sent, reason: 'رأي المرور' },
		{ version: mine.version }
	);
	expect(led.detours.map((d) => d.geometry.coordinates.length)).toEqual(
		sent.map((d) => d.geometry.coordinates.length)
	);
	const [pair, ...others] = await c5(mine.reference);
	expect(others).toEqual([]);
	expect(pair).toMatchObject({ days: 5, detours: { of: [BigInt(mine.id) < BigInt(theirs.id) ? 'a' : 'b'] } });
	const [entry] = await digHistory(water.ctx, mine.reference);
	expect(entry).toMatchObject({
		action: 'rerouted',
		reason: 'رأي المرور',
		changes: [{ field: 'detours', before: null }]
	});
	// The same again is nothing new.
	const again = await rerouteDig(centre.ctx, mine.reference, { detours: sent }, { version: led.version });
	expect(again.answer.version).toBe(led.version);

	// A bus line across the work, in two parts, and a stop beside it: one finding each.
	await p.pool.query(
		`insert into bus_routes (source_id, name_ar, name_en, kind, props, geom) values ('r25', 'خط الميدان', 'Square line', 'bus',
			'{"ref": "25"}', st_setsrid(st_geomfromtext($1), 22992))`,
		[
			`MULTILINESTRING((${X + 200} ${Y - 50}, ${X + 200} ${Y + 50}), (${X + 160} ${Y - 50}, ${X + 160} ${Y + 50}))`
		]
	);
	await p.pool.query(
		`insert into bus_stops (source_id, name_ar, name_en, geom) values ('s1', 'محطة الجسر', 'Bridge stop', st_setsrid(st_point($1, $2), 22992))`,
		[X + 200, Y + 15]
	);
	await p.pool.query(
		`insert into railways (source_id, name_ar, kind, geom) values
			('t1', 'ترام الرمل', 'tram', st_setsrid(st_geomfromtext($1), 22992)),
			('t2', 'ترام الرمل', 'tram', st_setsrid(st_geomfromtext($1), 22992)), ('t3', 'قطار', 'rail', st_setsrid(st_geomfromtext($1), 22992))`,
		[`MULTILINESTRING((${X + 180} ${Y - 50}, ${X + 180} ${Y + 50}))`]
	);
	const system = makeCtx(p, { actor: SYSTEM, now });
	expect(await judgeOnNewTransit(system)).toBeGreaterThan(3);
	const ridden = (await c5(mine.reference)).filter((c) => c.transit);
	expect(ridden.map((c) => [c.transit!.layer, c.transit!.name.ar, c.days, c.b]).sort()).toEqual([
		['bus_routes', 'خط الميدان', 9, null],
		['bus_stops', 'محطة الجسر', 9, null],
		['railways', 'ترام الرمل', 9, null]
	]);
	const line = ridden.find((c) => c.transit!.ref === '25')!;
	expect(line.transit!.reason.en).toContain('25 (Square line)');
	await judgeClash(water.ctx, line.id, { answer: 'yes', reason: 'ننقل الخط مؤقتًا' });
	expect(
		(await digRecord(water.ctx, mine.reference)).clashes.find((c) => c.id === line.id)?.positions
	).toMatchObject([{ party: { code: 'water' }, state: 'yes' }]);
	await expect(judgeClash(gas.ctx, line.id, { answer: 'no', reason: 'لا شأن لنا' })).rejects.toMatchObject({
		code: 'forbidden'
	});
	const told = await checkDig(water.ctx, asked);
	expect(told.findings.filter((f) => f.rule === 'C5').map((f) => 'source_id' in f && f.source_id)).toEqual(
		expect.arrayContaining(['r25', 's1'])
	);
	expect(told.explanation.ar).toMatch(/خطوط النقل العام: ترام الرمل، 25/);
	await p.pool.query(`delete from bus_routes where source_id = 'r25'`);
	await judgeOnNewTransit(system);
	expect((await c5(mine.reference)).filter((c) => c.transit).length).toBe(2);

	// With the road opened again its detours are gone, and what they met.
	const { version } = (await digRecord(water.ctx, mine.reference)).dig;
	const { answer: open } = await editDig(
		water.ctx,
		mine.reference,
		{ traffic_effect: 'narrowed' },
		{ version }
	);
	expect(open.detours).toEqual([]);
	expect((await c5(mine.reference)).filter((c) => c.b)).toEqual([]);
	await p.pool.query('delete from bus_stops; delete from railways');
	await judgeOnNewTransit(system);
	expect(await c5(mine.reference)).toEqual([]);
});
