import { afterAll, beforeAll, expect, test } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import { makeCtx } from '#lib/server/context.ts';
import { file, removeFolders } from '#lib/server/formats/fixtures/files.fixture.ts';
import { dbf, partsContent, shp } from '#lib/server/formats/fixtures/shapefile.fixture.ts';
import { xlsx, type Cell } from '#lib/server/formats/fixtures/xlsx.fixture.ts';
import { zip } from '#lib/server/formats/fixtures/zip.fixture.ts';
import type { ImportReport } from '#lib/modules/layers/server/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aHolder } from '../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../tests/db/support.ts';
import { Usage, type Io } from './command.ts';
import { importCommand } from './import.ts';

let p: TestPlatform;
/** Works are planned for some years ahead only. */
const YEAR = new Date().getUTCFullYear() + 1;

beforeAll(async () => {
	p = await testPlatform();
	await aHolder(p, 'water');
	await p.pool.query(`insert into contractor (name_ar, register_no, valid_until)
		values ('النيل للمقاولات', '4711', '2099-12-31')`);
});
afterAll(async () => {
	removeFolders();
	await p.close();
});

async function run(...args: string[]) {
	const lines: string[] = [];
	let result: unknown;
	const io: Io = {
		config: p.config,
		platform: async () => p,
		ctx: async () => makeCtx(p, { actor: SYSTEM }),
		line: (text) => lines.push(text),
		result: (value) => (result = value),
		progress: () => undefined,
		signal: new AbortController().signal
	};
	const code = await importCommand.run(args, io);
	return { code, text: lines.join('\n'), report: result as ImportReport };
}

/** Trenches in metres of the Red Belt, as an office saves them: without a .prj, known by a number alone. */
function shapes(ids: readonly string[]): string {
	const lines = ids.map((_, i) => {
		const [x, y] = transform(4326, 22992, [29.7305, 30.7025 + i / 500]);
		return partsContent(3, [
			[
				[x, y],
				[x + 80, y]
			]
		]);
	});
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
			}
		])
	);
}

const row = (id: string, title: string, month: string): Cell[] => [
	...[id, title, 'شركة water', { day: `${YEAR}-${month}-01` }, `١٠/${month}/${YEAR}`],
	...['كبيرة', 'أسفلت', 'غلق حارة', 'النيل للمقاولات']
];

/** The sheet beside it: a title, then a header of two lines in Arabic. */
function programme(rows: readonly Cell[][]): string {
	const header = ['رقم العمل', 'اسم المشروع', 'الجهة', 'مدة التنفيذ', null];
	const more = ['التصنيف', 'السطح', 'تأثير المرور', 'المقاول'];
	const sub = [null, null, null, 'من', 'إلى'];
	const merges = ['A1:I1', 'D2:E2', ...[...'ABCFGHI'].map((c) => `${c}2:${c}3`)];
	const all: Cell[][] = [['برنامج العام'], [...header, ...more], sub, ...rows];
	return file('البرنامج.xlsx', xlsx([{ rows: all, merges }]));
}

test('a shapefile with an Arabic sheet becomes planned works of the agencies it names', async () => {
	const ids = ['W-1', 'W-2'];
	const sheet = programme([row('W-1', 'خط مياه', '02'), row('W-2', 'محبس', '03')]);
	const tried = await run(shapes(ids), '--layer', 'digs', '--sheet', sheet, '--dry-run');
	expect(tried).toMatchObject({ code: 0, report: { dryRun: true, inserted: 2 } });
	expect((await p.pool.query('select from dig')).rows).toHaveLength(0);

	const { code, text, report } = await run(shapes(ids), '--layer', 'digs', '--sheet', sheet);
	expect(code).toBe(0);
	expect(report).toMatchObject({ layer: 'programme', read: 2, inserted: 2, refused: 0, missing: [] });
	expect(text).toContain('KOD = رقم العمل, rows 2, shapes 2, matched 2');
	expect(text).toMatch(/contractor\s+<- المقاول/);
	expect(text).toContain('rows read 2, inserted 2, updated 0, unchanged 0, refused 0');
	const { rows } = await p.pool.query(`select w.source_id, d.title, d.starts_on, d.ends_on, d.state,
			d.traffic_effect, u.code as unit, k.register_no, round(st_length(d.geom)) as length
		from programme_work w join dig d on d.id = w.dig_id join unit u on u.id = d.unit_id
		left join contractor k on k.id = d.contractor_id order by w.source_id`);
	const each = {
		state: 'planned',
		traffic_effect: 'lane_closed',
		unit: 'water',
		register_no: '4711',
		length: 80
	};
	expect(rows).toEqual([
		{ ...each, source_id: 'W-1', title: 'خط مياه', starts_on: `${YEAR}-02-01`, ends_on: `${YEAR}-02-10` },
		{ ...each, source_id: 'W-2', title: 'محبس', starts_on: `${YEAR}-03-01`, ends_on: `${YEAR}-03-10` }
	]);
});

test('the same again changes nothing, and what the next one leaves out is told', async () => {
	const both = programme([row('W-1', 'خط مياه', '02'), row('W-2', 'محبس', '03')]);
	const again = await run(shapes(['W-1', 'W-2']), '--layer', 'digs', '--sheet', both);
	expect(again).toMatchObject({ code: 0, report: { inserted: 0, updated: 0, unchanged: 2 } });
	const next = programme([row('W-1', 'خط مياه', '02'), row('W-3', 'وصلة', '04')]);
	const { code, text } = await run(shapes(['W-1', 'W-3']), '--layer', 'digs', '--sheet', next);
	expect(code).toBe(0);
	expect(text).toMatch(/no longer in the file: W-2 \(EX-\d{4}-\d{6}\), still planned/);
});

test('a wrong row stops it by its number, and is left out on request', async () => {
	const wrong = row('W-5', 'مجهول', '05').with(5, 'هائل');
	const args = () => [
		shapes(['W-4', 'W-5']),
		'--layer',
		'digs',
		'--sheet',
		programme([row('W-4', 'كابل', '05'), wrong])
	];
	const before = (await p.pool.query('select count(*) from dig')).rows[0].count;
	const stopped = await run(...args());
	expect(stopped).toMatchObject({ code: 1, report: { error: { code: 'value_unreadable', row: 2 } } });
	expect((await p.pool.query('select count(*) from dig')).rows[0].count).toBe(before);
	const { code, text } = await run(...args(), '--on-error', 'skip');
	expect(code).toBe(0);
	expect(text).toMatch(/row 2 \(W-5\): .*هائل/);
	expect(text).toContain('inserted 1, updated 0, unchanged 0, refused 1');
});

test('wrong usage is told before anything is opened', async () => {
	await expect(run('--layer', 'digs')).rejects.toThrow(Usage);
	await expect(run('a.zip', '--layer', 'moon')).rejects.toThrow('nothing can be imported into "moon"');
	await expect(run('a.zip')).rejects.toThrow('name the layer');
	await expect(run('/nope/a.zip', '--layer', 'digs')).rejects.toMatchObject({ code: 'ENOENT' });
});
