import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import {
	callsWaiting,
	cancelDig,
	chase,
	closeCall,
	editDig,
	getDig,
	keepMissing,
	listCalls,
	openCall,
	planNothing,
	withdrawMissing
} from '#lib/modules/excavation/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { dbf, partsContent, shp } from '#lib/server/formats/fixtures/shapefile.fixture.ts';
import { file, removeFolders } from '#lib/server/formats/fixtures/files.fixture.ts';
import { xlsx, type Cell } from '#lib/server/formats/fixtures/xlsx.fixture.ts';
import { zip } from '#lib/server/formats/fixtures/zip.fixture.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { importFile, previewFile } from './index.ts';

let p: TestPlatform;
let water: Holder;
let gas: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-22T09:00:00Z');

beforeAll(async () => {
	p = await testPlatform();
	[water, gas] = [await aHolder(p, 'water', { now }), await aHolder(p, 'gas', { now })];
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
});
afterAll(async () => {
	removeFolders();
	await p.close();
});

const HEADER = [
	'رقم العمل',
	'اسم المشروع',
	'الشارع',
	'مدة التنفيذ',
	null,
	'التصنيف',
	'طريقة الحفر',
	'العمق (م)',
	'السطح',
	'تأثير المرور',
	'سبب الاستعجال'
];
const SUB = [null, null, null, 'من', 'إلى'];
const W1: Cell[] = [
	'م-1',
	'خط مياه',
	'شارع النصر',
	{ day: '2027-02-01' },
	{ day: '2027-02-10' },
	'كبيرة',
	'حفر مكشوف',
	1.5,
	'أسفلت',
	'غلق حارة'
];
const W2: Cell[] = [
	'م-2',
	'وصلة',
	'شارع النصر',
	'١٥/٢/٢٠٢٧',
	'20/2/2027',
	'متوسط',
	'نفقي',
	'٢٫٥',
	'بلاط',
	'لا يوجد'
];
const W3: Cell[] = ['م-3', 'محبس', null, 46_447, 46_450, 'عاجل', 'حفرة', null, null, null, 'محبس مكسور'];

function sheet(rows: Cell[][]): { path: string; name: string } {
	const titled = [['برنامج أعمال شركة المياه'], HEADER, SUB, ...rows];
	const merges = ['A1:K1', 'D2:E2', ...[...'ABCFGHIJK'].map((c) => `${c}2:${c}3`)];
	return { path: file('البرنامج.xlsx', xlsx([{ rows: titled, merges }])), name: 'البرنامج.xlsx' };
}

/** Trenches of eighty metres side by side, in metres of UTM, whose only attribute is their number. */
function shapes(ids: string[]): string {
	const lines = ids.map((_, i) => {
		const [x, y] = transform(4326, 32636, [29.7305, 30.7025 + i / 500]);
		return partsContent(3, [
			[
				[x, y],
				[x + 80, y]
			]
		]);
	});
	const prj =
		'PROJCS["WGS_1984_UTM_Zone_36N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",33.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
	return file(
		'works.zip',
		zip([
			{ name: 'works.shp', content: shp(3, lines) },
			{
				name: 'works.dbf',
				content: dbf(
					['KOD'],
					ids.map((id) => [Buffer.from(id)])
				)
			},
			{ name: 'works.prj', content: Buffer.from(prj) },
			{ name: 'works.cpg', content: Buffer.from('UTF-8') }
		])
	);
}

const bring = (who: Holder, rows: Cell[][], ids: string[], more: object = {}) =>
	importFile(who.ctx, {
		path: shapes(ids),
		fileName: 'works.zip',
		layer: 'programme',
		sheet: sheet(rows),
		...more
	});
const works = async () =>
	(
		await p.pool
			.query(`select w.source_id, d.reference, d.source, d.unit_id::text, d.title, d.street, d.category, d.category_reason,
			d.method, d.surface, d.traffic_effect, d.carriageway, d.depth_m::float8, d.starts_on, d.ends_on, d.state,
			d.version, round(st_length(d.geom)) as length
			from programme_work w join dig d on d.id = w.dig_id order by w.unit_id, w.source_id`)
	).rows;

describe('a programme: a shapefile with a sheet', () => {
	test('is understood before anything is done: key, header, system', async () => {
		const preview = await previewFile(water.ctx, {
			path: shapes(['م-1', 'م-2']),
			fileName: 'works.zip',
			layer: 'programme',
			sheet: sheet([W1, W2])
		});
		expect(preview).toMatchObject({
			crs: { srid: 32636, from: 'file' },
			sheet: { key: { file: 'KOD', sheet: 'رقم العمل' }, rows: 2, shapes: 2, matched: 2, format: 'xlsx' },
			mapping: {
				source_id: ['KOD'],
				title: ['اسم المشروع'],
				street: ['الشارع'],
				start: ['مدة التنفيذ من'],
				end: ['مدة التنفيذ إلى'],
				category: ['التصنيف'],
				method: ['طريقة الحفر'],
				depth_m: ['العمق (م)'],
				surface: ['السطح'],
				traffic_effect: ['تأثير المرور']
			}
		});
		expect(preview.features.features.map((f) => f.properties?.label)).toEqual(['خط مياه', 'وصلة']);
	});

	test('tried, it tells of everything and leaves nothing', async () => {
		const report = await bring(water, [W1, W2, W3], ['م-1', 'م-2', 'م-3'], { dryRun: true, onError: 'skip' });
		expect(report).toMatchObject({ read: 3, inserted: 3, refused: 0 });
		expect(await works()).toEqual([]);
	});

	test('becomes planned works of the own agency, words and days understood', async () => {
		expect(await bring(water, [W1, W2, W3], ['م-1', 'م-2', 'م-3'])).toMatchObject({
			inserted: 3,
			refused: 0
		});
		const own = { source: 'diwan', unit_id: water.unitId, state: 'planned', version: 1, length: 80 };
		expect(await works()).toMatchObject([
			{
				...own,
				...{
					source_id: 'م-1',
					title: 'خط مياه',
					street: 'شارع النصر',
					category: 'major',
					method: 'open_cut'
				},
				...{ surface: 'asphalt', traffic_effect: 'lane_closed', carriageway: true, depth_m: 1.5 },
				...{ starts_on: '2027-02-01', ends_on: '2027-02-10' }
			},
			{
				...own,
				...{ source_id: 'م-2', category: 'standard', method: 'trenchless', surface: 'tiles', depth_m: 2.5 },
				...{ traffic_effect: 'none', carriageway: false, starts_on: '2027-02-15', ends_on: '2027-02-20' }
			},
			{
				...own,
				...{ source_id: 'م-3', title: 'محبس', category: 'urgent', category_reason: 'محبس مكسور' },
				...{ method: 'pit', starts_on: '2027-03-01' }
			}
		]);
	});

	test('sent again changes nothing, also what was changed here meanwhile', async () => {
		const [first] = await works();
		const dig = await getDig(water.ctx, first.reference);
		const window = { start: '2027-02-03', end: '2027-02-12' };
		await editDig(water.ctx, dig.reference, { window }, { version: dig.version });
		expect(await bring(water, [W1, W2, W3], ['م-1', 'م-2', 'م-3'])).toMatchObject({
			inserted: 0,
			updated: 0,
			unchanged: 3
		});
		expect((await works())[0]).toMatchObject({ starts_on: '2027-02-03', version: 2 });
	});

	test('with a change amends that alone, with its reason in the history', async () => {
		const changed = W1.with(7, 1.8);
		expect(await bring(water, [changed, W2, W3], ['م-1', 'م-2', 'م-3'])).toMatchObject({
			updated: 1,
			unchanged: 2
		});
		expect((await works())[0]).toMatchObject({ depth_m: 1.8, starts_on: '2027-02-03', version: 3 });
		const { rows } = await p.pool
			.query(`select h.action, h.reason from dig_history h join programme_work w using (dig_id)
			where w.source_id = 'م-1' order by h.version`);
		expect(rows.map((r) => [r.action, r.reason])).toEqual([
			['registered', 'works.zip'],
			['edited', null],
			['edited', 'works.zip']
		]);
	});

	test('has the category of its size where the file tells none; what cannot wait says why', async () => {
		const untold = ['م-20', 'وصلة', null, { day: '2027-06-01' }, { day: '2027-06-02' }] as Cell[];
		const longer = ['م-21', 'خط', null, { day: '2027-06-06' }, { day: '2027-06-27' }] as Cell[];
		const unsaid = W3.with(0, 'م-22').with(10, null);
		const report = await bring(water, [untold, longer, unsaid], ['م-20', 'م-21', 'م-22'], {
			onError: 'skip'
		});
		expect(report.refusals).toMatchObject([
			{ sourceId: 'م-22', code: 'value_missing', params: { field: 'reason' } }
		]);
		const brought = (await works()).filter((w) => ['م-20', 'م-21'].includes(w.source_id));
		expect(brought.map((w) => w.category)).toEqual(['minor', 'major']);
		await p.pool.query(`delete from programme_work where source_id in ('م-20', 'م-21')`);
	});

	test('reports rows without a shape, shapes without a row, repeated and empty keys, and words that mean nothing', async () => {
		const strange = ['م-7', 'مجهول', null, { day: '2027-05-01' }, { day: '2027-05-02' }, 'هائل'] as Cell[];
		const reversed = ['م-8', 'معكوس', null, { day: '2027-05-09' }, { day: '2027-05-02' }] as Cell[];
		const rows = [W2, W2, strange, reversed, W1.with(0, 'م-5'), W1.with(0, null)];
		const report = await bring(water, rows, ['م-2', 'م-4', 'م-7', 'م-8'], { onError: 'skip' });
		expect(report).toMatchObject({ read: 7, unchanged: 0, updated: 1, refused: 6 });
		expect(report.refusals.map((r) => [r.row, r.sourceId, r.code, r.params.field ?? r.params.key])).toEqual([
			[2, 'م-4', 'sheet_row_missing', 'م-4'],
			[3, 'م-7', 'value_unreadable', 'category'],
			[4, 'م-8', 'dig_days_reversed', undefined],
			[5, 'م-2', 'sheet_key_repeated', 'م-2'],
			[6, 'م-5', 'sheet_shape_missing', 'م-5'],
			[7, '', 'sheet_key_empty', '']
		]);
		await expect(bring(water, rows, ['م-2', 'م-4'])).rejects.toMatchObject({
			code: 'sheet_row_missing',
			params: { row: 2, source_id: 'م-4' }
		});
	});

	test('works of others: a wrong row is told by the file’s own number, with what is wrong in words', async () => {
		const feature = (id: string, more: object) => ({
			type: 'Feature',
			properties: { id, promoter: 'X', start: '2027-02-01', end: '2027-02-03', ...more },
			geometry: { type: 'Point', coordinates: [29.75, 30.71] }
		});
		const features = [
			feature('a', { end: '2027-01-01' }),
			feature('b', { carriageway: 'irgendwie', category: 'riesig' }),
			{ ...feature('c', {}), geometry: null }
		];
		const given = file('works.geojson', Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })));
		const ctx = { ...coordinator.ctx, locale: 'en' as const };
		const { refusals } = await importFile(ctx, { path: given, layer: 'digs', onError: 'skip', dryRun: true });
		expect(refusals.map((r) => [r.row, r.sourceId, r.code, r.message])).toEqual([
			[1, 'a', 'dig_days_reversed', 'The end 2027-01-01 is before the start 2027-02-01.'],
			[
				...[2, 'b', 'invalid_input'],
				'The value “irgendwie” does not fit the field carriageway. The value “riesig” does not fit the field category.'
			],
			[3, 'c', 'geometry_empty', 'The row has no place.']
		]);
		await expect(importFile(ctx, { path: given, layer: 'digs' })).rejects.toMatchObject({
			code: 'dig_days_reversed',
			params: { row: 1, source_id: 'a' }
		});
	});

	test('a work that is not only planned any more is not the file’s to change', async () => {
		const [, , third] = await works();
		const dig = await getDig(water.ctx, third.reference);
		await cancelDig(water.ctx, dig.reference, { reason: 'ألغي' }, { version: dig.version });
		const report = await bring(water, [W3.with(1, 'محبس آخر')], ['م-3'], { onError: 'skip' });
		expect(report).toMatchObject({ updated: 0, refusals: [{ code: 'state_forbids', sourceId: 'م-3' }] });
	});

	test('belongs to whom it says: a planner only to their own, the coordinator to any agency', async () => {
		const owner = { set: { promoter: 'شركة gas' } };
		await expect(bring(water, [W1], ['م-1'], owner)).rejects.toMatchObject({ code: 'promoter_other' });
		await expect(bring(coordinator, [W1], ['م-1'])).rejects.toMatchObject({ code: 'value_missing' });
		await expect(
			bring(coordinator, [W1], ['م-1'], { set: { promoter: 'شركة القمر' } })
		).rejects.toMatchObject({
			code: 'promoter_unknown'
		});
		const report = await bring(coordinator, [W1], ['م-1'], owner);
		expect(report).toMatchObject({ inserted: 1, clashes: report.met?.length });
		expect(report.met?.[0]).toMatchObject({
			a: { source_id: 'م-1' },
			b: { source_id: 'م-1' },
			from: '2027-02-03'
		});
		expect((await works()).map((w) => w.unit_id)).toContain(gas.unitId);
	});

	test('is not for the inspector, and may be the operator’s', async () => {
		const inspector = await aHolder(p, 'district', { role: 'inspector', now });
		await expect(bring(inspector, [W1], ['م-1'])).rejects.toMatchObject({ code: 'forbidden' });
		const operator = { ...water, ctx: makeCtx(p, { actor: SYSTEM, now }) };
		const report = await bring(operator, [W1.with(0, 'م-40')], ['م-40'], { set: { promoter: 'gas' } });
		expect(report).toMatchObject({ inserted: 1 });
	});
});

describe('what the next sending does not name any more', () => {
	const ids = ['م-1', 'م-60'];
	const rows = [W1, W2.with(0, 'م-60')];
	const reason = 'حُذف من الخطة المعدلة';

	test('is told: what is planned in the days of the file, and not what only failed to be read', async () => {
		const before = await works();
		const first = await bring(water, [W1], ['م-1']);
		expect(first.missing).toEqual([]);
		const report = await bring(water, rows, ids);
		const gone = before.find((w) => w.source_id === 'م-2');
		expect(report.missing).toEqual([
			{
				...{ reference: gone.reference, source_id: 'م-2', title: 'وصلة' },
				unit: { ar: 'شركة water', en: 'Company water' },
				window: { start: '2027-02-15', end: '2027-02-20' }
			}
		]);
		const broken = [...rows, W2.with(5, 'هائل')];
		const skipped = await bring(water, broken, [...ids, 'م-2'], { onError: 'skip' });
		expect(skipped).toMatchObject({ refused: 1, missing: [] });
	});

	test('may be kept, and is told again only after the agency has named it anew', async () => {
		const [reference] = (await bring(water, rows, ids)).missing!.map((w) => w.reference);
		await expect(keepMissing(gas.ctx, { references: [reference] })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await keepMissing(water.ctx, { references: [reference] });
		expect((await bring(water, rows, ids)).missing).toEqual([]);
		await bring(water, [...rows, W2], [...ids, 'م-2']);
		expect((await bring(water, rows, ids)).missing).toMatchObject([{ reference }]);
	});

	test('or is taken back in one go with a reason, all or none', async () => {
		const references = (await bring(water, rows, ids)).missing!.map((w) => w.reference);
		const ask = { references, reason };
		await expect(withdrawMissing(gas.ctx, ask)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(withdrawMissing(water.ctx, { references })).rejects.toMatchObject({
			fields: [{ path: 'reason' }]
		});
		const cancelled = (await works()).find((w) => w.state === 'cancelled')!.reference as string;
		await expect(
			withdrawMissing(water.ctx, { ...ask, references: [...references, cancelled] })
		).rejects.toMatchObject({ code: 'state_forbids' });
		expect((await getDig(water.ctx, references[0]!)).state).toBe('planned');
		expect(await withdrawMissing(water.ctx, ask)).toEqual({ withdrawn: references });
		expect((await getDig(water.ctx, references[0]!)).state).toBe('cancelled');
		const { rows: told } = await p.pool.query(
			`select h.reason, (select detail from audit_log where action = 'programme.withdrawn') as detail
			from dig_history h join dig d on d.id = h.dig_id where d.reference = $1 and h.action = 'cancelled'`,
			[references[0]]
		);
		expect(told).toEqual([{ reason, detail: { reason, works: references } }]);
		expect((await bring(water, rows, ids)).missing).toEqual([]);
	});

	test('a contractor of the sheet is one of the register, else as the file calls them', async () => {
		await p.pool.query(`insert into contractor (name_ar, register_no, valid_until)
			values ('النيل للمقاولات', '4711', '2027-12-31')`);
		const named = async (contractor: string) => {
			await bring(water, [W1.with(0, 'م-70')], ['م-70'], { set: { contractor } });
			const work = (await works()).find((w) => w.source_id === 'م-70');
			return (await getDig(water.ctx, work.reference as string)).contractor;
		};
		expect(await named('اولاد رجب')).toMatchObject({ id: null, name: { ar: 'اولاد رجب' } });
		expect(await named('النيل للمقاولات')).toMatchObject({ register_no: '4711' });
	});
});

describe('a call for programmes', () => {
	const at = (who: Holder, day: string) => ({ ...who.ctx, now: () => new Date(`${day}T09:00:00Z`) });
	const period = { start: '2027-07-01', end: '2027-09-30' };
	let id: string;
	const states = async (who: Holder, day: string) =>
		(await listCalls(at(who, day))).find((c) => c.id === id)?.answers.map((a) => [a.code, a.state, a.works]);

	test('is opened by the coordinator to agencies, and stands on their desks', async () => {
		const input = { period, due_on: '2026-12-10', units: ['water', 'gas', 'شركة power'] };
		await aHolder(p, 'power', { now });
		await expect(openCall(water.ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(openCall(coordinator.ctx, { ...input, units: ['moon'] })).rejects.toMatchObject({
			fields: [{ path: 'units.0', code: 'dig_unknown_promoter' }]
		});
		await expect(openCall(coordinator.ctx, { ...input, due_on: '2026-11-21' })).rejects.toMatchObject({
			fields: [{ path: 'due_on' }]
		});
		const { answer } = await openCall(coordinator.ctx, input);
		id = answer.id;
		expect(answer).toMatchObject({ period, due_on: '2026-12-10', may_close: true });
		expect(answer.answers.map((a) => a.state)).toEqual(['waiting', 'waiting', 'waiting']);
		expect((await callsWaiting(water.ctx)).map((c) => c.answers.map((a) => a.code))).toEqual([['water']]);
		expect(await callsWaiting(coordinator.ctx)).toEqual([]);
	});

	test('is answered by bringing works of its period, or by planning nothing', async () => {
		const elsewhen = W1.with(0, 'م-50');
		await bring(water, [elsewhen], ['م-50']);
		expect(await states(coordinator, '2026-11-23')).toContainEqual(['water', 'waiting', null]);
		const inside = elsewhen.with(3, { day: '2027-07-01' }).with(4, { day: '2027-07-05' });
		await bring(water, [inside, inside.with(0, 'م-51')], ['م-50', 'م-51']);
		await expect(planNothing(water.ctx, id, 'gas')).rejects.toMatchObject({ code: 'forbidden' });
		await planNothing(gas.ctx, id, 'gas');
		expect(await states(coordinator, '2026-11-23')).toEqual([
			['gas', 'nothing', 0],
			['power', 'waiting', null],
			['water', 'handed_in', 2]
		]);
		expect(await callsWaiting(water.ctx)).toEqual([]);
	});

	test('chases who has not answered, once before the day and once after it', async () => {
		const system = { ...makeCtx(p, { actor: SYSTEM }), now: coordinator.ctx.now };
		const sweep = (day: string) => chase({ ...system, now: () => new Date(`${day}T09:00:00Z`) });
		expect(await sweep('2026-12-01')).toEqual({ reminded: 0, late: 0 });
		expect(await sweep('2026-12-08')).toEqual({ reminded: 1, late: 0 });
		expect(await sweep('2026-12-09')).toEqual({ reminded: 0, late: 0 });
		expect(await sweep('2026-12-11')).toEqual({ reminded: 0, late: 1 });
		expect(await sweep('2026-12-12')).toEqual({ reminded: 0, late: 0 });
		expect(await states(coordinator, '2026-12-11')).toContainEqual(['power', 'late', null]);
		const [late] = await callsWaiting(at(coordinator, '2026-12-11'));
		expect(late?.answers.find((a) => a.code === 'power')).toMatchObject({
			reminded_at: expect.any(String),
			late_at: expect.any(String)
		});
	});

	test('closed, it waits for nobody and takes no answer', async () => {
		await closeCall(coordinator.ctx, id);
		expect(await callsWaiting(at(coordinator, '2026-12-12'))).toEqual([]);
		await expect(planNothing(gas.ctx, id, 'gas')).rejects.toMatchObject({ code: 'programme_over' });
		await expect(closeCall(coordinator.ctx, '0')).rejects.toMatchObject({ code: 'not_found' });
		const { rows } = await p.pool.query(
			`select action from audit_log where subject_type = 'programme_call'
			and subject_id = $1 order by at`,
			[id]
		);
		expect(rows.map((r) => r.action)).toEqual([
			'programme.called',
			'programme.handed_in',
			'programme.handed_in',
			'programme.reminded',
			'programme.late',
			'programme.call_closed'
		]);
	});
});
