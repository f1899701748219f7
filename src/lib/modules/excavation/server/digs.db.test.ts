import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { aDig } from '../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { fieldSql, tileFields } from '#lib/server/tiles/attributes.ts';
import {
	cancelDig,
	checkDig,
	digFormData,
	digHistory,
	editDig,
	finishDig,
	getDig,
	listClashes,
	listDigs,
	registerDig,
	startDig,
	submitDig
} from './index.ts';

let p: TestPlatform;
let telecom: Holder;
let gas: Holder;
const NOW = new Date('2026-11-22T09:00:00Z');
const now = () => NOW;

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	gas = await aHolder(p, 'gas', { now });
});
afterAll(() => p.close());

/** Every test digs in its own field, a kilometre further north. */
let field = 0;
const nextField = () => (field += 1000);

describe('registering', () => {
	it('gives a reference of the year, a first version and the length in metres', async () => {
		const y = nextField();
		const { answer: dig } = await registerDig(
			telecom.ctx,
			aDig()
				.along([0, y], [300, y], [300, y + 120])
				.input()
		);
		expect(dig).toMatchObject({
			reference: expect.stringMatching(/^EX-2026-\d{6}$/),
			state: 'planned',
			version: 1,
			length_m: 420,
			clashes: 0,
			promoter: { unit_id: telecom.unitId, code: 'telecom' },
			window: { start: '2026-12-01', end: '2026-12-09' }
		});
		expect(dig.geometry.type).toBe('MultiLineString');
		expect(await getDig(gas.ctx, dig.reference)).toEqual(dig);
		expect(await digHistory(telecom.ctx, dig.reference)).toMatchObject([
			{ version: 1, action: 'registered', person: { en: 'Officer telecom' }, changes: [] }
		]);
	});

	it('takes a surface as well as a line, and one may become the other', async () => {
		const y = nextField();
		const pit = aDig()
			.along([0, y], [10, y], [10, y + 6], [0, y + 6], [0, y])
			.input();
		const { coordinates } = pit.geometry as GeoJSON.LineString;
		const { answer: dig } = await registerDig(telecom.ctx, {
			...pit,
			geometry: { type: 'Polygon', coordinates: [coordinates] }
		});
		expect(dig).toMatchObject({ area_m2: 60, length_m: 16, geometry: { type: 'MultiPolygon' } });
		const line = aDig().along([0, y], [50, y]).input();
		const { answer: edited } = await editDig(
			telecom.ctx,
			dig.reference,
			{ geometry: line.geometry, crs: line.crs },
			{ version: dig.version }
		);
		expect(edited).toMatchObject({ area_m2: 0, length_m: 50 });
		const [last] = await digHistory(telecom.ctx, dig.reference);
		expect(last?.changes).toEqual([{ field: 'shape', before: 16, after: 50 }]);
	});

	it('is for days to come; an emergency is put on record some days after', async () => {
		const y = nextField();
		const of = (start: string, end: string) => aDig().along([0, y], [20, y]).days(start, end);
		const past = { code: 'invalid_input', fields: [{ path: 'window.end', code: 'dig_window_past' }] };
		await expect(registerDig(telecom.ctx, of('2026-01-01', '2026-01-05').input())).rejects.toMatchObject(
			past
		);
		await expect(registerDig(telecom.ctx, of('2026-11-20', '2026-11-21').input())).rejects.toMatchObject(
			past
		);
		const { answer: today } = await registerDig(telecom.ctx, of('2026-11-20', '2026-11-22').input());
		const window = { start: '2026-11-01', end: '2026-11-02' };
		await expect(
			editDig(telecom.ctx, today.reference, { window }, { version: today.version })
		).rejects.toMatchObject(past);
		const burst = (start: string, end: string) =>
			of(start, end).with({ category: 'emergency', category_reason: 'كسر خط' }).input();
		await registerDig(telecom.ctx, burst('2026-11-14', '2026-11-15'));
		await expect(registerDig(telecom.ctx, burst('2026-11-13', '2026-11-14'))).rejects.toMatchObject(past);
	});

	it('begins in the form on the first day that keeps the notice', async () => {
		const { window } = await digFormData(telecom.ctx);
		const line = aDig().along([0, nextField()], [20, field]);
		const rules = async (start: string) =>
			(await checkDig(telecom.ctx, line.days(start, window.end).input())).findings.map((f) => f.rule);
		expect(await rules(window.start)).toEqual([]);
		expect(await rules(addDays(window.start, -1))).toEqual(['C8']);
	});

	it('has the category of its size; a lower one is refused, and a change that makes it larger raises it', async () => {
		const y = nextField();
		const { answer: small } = await registerDig(
			telecom.ctx,
			aDig().along([0, y], [60, y]).days('2026-12-01', '2026-12-02').input()
		);
		expect(small.category).toBe('minor');
		const low = (needed: RegExp) => ({
			code: 'invalid_input',
			fields: [{ path: 'category', code: 'dig_category_too_low', message: expect.stringMatching(needed) }]
		});
		await expect(
			registerDig(
				telecom.ctx,
				aDig()
					.along([0, y + 200], [60, y + 200])
					.days('2027-01-01', '2027-03-12')
					.with({ category: 'minor' })
					.input()
			)
		).rejects.toMatchObject(low(/كبير/));
		const edit = (version: number, input: Record<string, unknown>) =>
			editDig(telecom.ctx, small.reference, input, { version });
		await expect(edit(1, { category: 'minor', width_m: 0.5 })).rejects.toMatchObject(low(/معتاد/));
		const { answer: wider } = await edit(1, { width_m: 0.5 });
		expect(wider).toMatchObject({ category: 'standard', version: 2 });
		const { answer: surface } = await edit(2, { method: 'trenchless', category: 'minor' });
		expect(surface.category).toBe('minor');
		const { answer: closing } = await edit(3, { traffic_effect: 'closed' });
		expect(closing.category).toBe('major');
	});

	it('says why it cannot wait, as long as it cannot', async () => {
		const line = aDig().along([0, nextField()], [20, field]);
		const unsaid = {
			code: 'invalid_input',
			fields: [{ path: 'category_reason', code: 'dig_category_reason' }]
		};
		for (const category of ['urgent', 'emergency'])
			await expect(registerDig(telecom.ctx, line.with({ category }).input())).rejects.toMatchObject(unsaid);
		const { answer: dig } = await registerDig(
			telecom.ctx,
			line.with({ category: 'urgent', category_reason: 'كابل مقطوع' }).input()
		);
		expect(dig).toMatchObject({ category: 'urgent', category_reason: 'كابل مقطوع' });
		const edit = (version: number, input: Record<string, unknown>) =>
			editDig(telecom.ctx, dig.reference, input, { version });
		await expect(edit(1, { category_reason: null })).rejects.toMatchObject(unsaid);
		const { answer: waits } = await edit(1, { category: 'standard' });
		expect(waits).toMatchObject({ category: 'standard', category_reason: null });
		await expect(edit(2, { category: 'emergency' })).rejects.toMatchObject(unsaid);
		expect((await digHistory(telecom.ctx, dig.reference))[0]!.changes).toContainEqual({
			...{ field: 'category_reason', before: 'كابل مقطوع', after: null }
		});
		// What came before reasons were asked cannot be handed in without one.
		await p.pool.query(`update dig set category = 'urgent' where id = $1`, [dig.id]);
		await expect(submitDig(telecom.ctx, dig.reference, {}, waits)).rejects.toMatchObject(unsaid);
	});

	it('numbers without gaps, also past a save that failed', async () => {
		const y = nextField();
		const first = (await registerDig(telecom.ctx, aDig().along([0, y], [50, y]).input())).answer;
		const tooShort = aDig().along([0, y], [0.1, y]).input();
		await expect(registerDig(telecom.ctx, tooShort)).rejects.toMatchObject({ code: 'geometry_too_small' });
		const second = (
			await registerDig(
				telecom.ctx,
				aDig()
					.along([0, y + 500], [50, y + 500])
					.input()
			)
		).answer;
		expect(Number(second.reference.slice(8)) - Number(first.reference.slice(8))).toBe(1);
	});

	it('is for utility planners, each for their own unit', async () => {
		const coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
		await expect(registerDig(coordinator.ctx, aDig().input())).rejects.toMatchObject({ code: 'forbidden' });
		await expect(registerDig(telecom.ctx, aDig().with({ promoter: 'gas' }).input())).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'promoter', code: 'dig_unknown_promoter' }]
		});
	});
});

describe('a clash', () => {
	it('is seen by both owners, with distance, days and the overlapping piece', async () => {
		const y = nextField();
		const mine = (
			await registerDig(
				gas.ctx,
				aDig()
					.along([40, y + 7], [80, y + 7])
					.days('2026-12-03', '2026-12-12')
					.input()
			)
		).answer;
		const theirs = (await registerDig(telecom.ctx, aDig().along([0, y], [100, y]).input())).answer;
		expect(theirs).toMatchObject({ clashes: 1, severity: 'block' });
		expect(await getDig(gas.ctx, mine.reference)).toMatchObject({ clashes: 1, severity: 'block' });
		const { items } = await listClashes(gas.ctx, { dig: theirs.reference });
		expect(items).toMatchObject([
			{
				rule: 'C1',
				days: 7,
				window: { start: '2026-12-03', end: '2026-12-09' },
				a: { reference: mine.reference },
				b: { reference: theirs.reference },
				overlap: { type: 'MultiPolygon' }
			},
			{ rule: 'O1' }
		]);
		expect(items[0]?.distance_m).toBeCloseTo(7, 6);
	});

	it('keeps its identity while it changes, closes when it ends, and is the same one when it comes back', async () => {
		const y = nextField();
		const still = (
			await registerDig(
				gas.ctx,
				aDig()
					.along([0, y + 5], [50, y + 5])
					.input()
			)
		).answer;
		const moving = (await registerDig(telecom.ctx, aDig().along([0, y], [50, y]).input())).answer;
		const clashes = async () => (await listClashes(gas.ctx, { dig: still.reference, rule: 'C1' })).items;
		const [first] = await clashes();
		const later = { window: { start: '2026-12-05', end: '2026-12-20' } };
		await editDig(telecom.ctx, moving.reference, later, { version: 1 });
		expect(await clashes()).toMatchObject([{ id: first?.id, days: 5, first_seen: first?.first_seen }]);
		const away = {
			geometry: aDig()
				.along([0, y - 100], [50, y - 100])
				.input().geometry,
			crs: 'EPSG:22992'
		};
		await editDig(telecom.ctx, moving.reference, away, { version: 2 });
		expect(await clashes()).toEqual([]);
		const back = { geometry: aDig().along([0, y], [50, y]).input().geometry, crs: 'EPSG:22992' };
		await editDig(telecom.ctx, moving.reference, back, { version: 3 });
		expect(await clashes()).toMatchObject([{ id: first?.id }]);
	});

	it('ends at once when one of the two is cancelled', async () => {
		const y = nextField();
		const one = (await registerDig(gas.ctx, aDig().along([0, y], [50, y]).input())).answer;
		const two = (
			await registerDig(
				telecom.ctx,
				aDig()
					.along([0, y + 3], [50, y + 3])
					.input()
			)
		).answer;
		expect(two.clashes).toBe(1);
		const { answer } = await cancelDig(
			telecom.ctx,
			two.reference,
			{ reason: 'أُلغي المشروع' },
			{ version: 1 }
		);
		expect(answer).toMatchObject({ state: 'cancelled', version: 2, clashes: 0 });
		expect(await getDig(gas.ctx, one.reference)).toMatchObject({ clashes: 0 });
		const check = await checkDig(
			gas.ctx,
			aDig()
				.along([0, y + 3], [50, y + 3])
				.with({ except: one.reference })
				.input()
		);
		expect(check.clashes).toEqual([]);
	});

	it('only warns within one organisation, and where an emergency cannot wait', async () => {
		const y = nextField();
		await registerDig(gas.ctx, aDig().along([0, y], [50, y]).input());
		const own = (
			await registerDig(
				gas.ctx,
				aDig()
					.along([0, y + 2], [50, y + 2])
					.input()
			)
		).answer;
		expect(own).toMatchObject({ clashes: 1, severity: 'warn' });
		const burst = aDig()
			.along([300, y], [350, y])
			.with({ category: 'emergency', category_reason: 'كسر خط' })
			.input();
		await registerDig(gas.ctx, burst);
		const met = (
			await registerDig(
				telecom.ctx,
				aDig()
					.along([300, y + 2], [350, y + 2])
					.input()
			)
		).answer;
		expect(met).toMatchObject({ clashes: 1, severity: 'warn' });
	});

	it('is seen by both of two who register at the same moment', async () => {
		const y = nextField();
		const lines = Array.from({ length: 6 }, (_, i) =>
			aDig()
				.along([0, y + i * 100], [50, y + i * 100])
				.input()
		);
		const saved = await Promise.all(
			lines.flatMap((input) => [registerDig(telecom.ctx, input), registerDig(gas.ctx, input)])
		);
		for (const { answer } of saved)
			expect(await getDig(gas.ctx, answer.reference)).toMatchObject({ clashes: 1, severity: 'block' });
	});
});

describe('changing', () => {
	it('tells the second of two editors, and keeps every version', async () => {
		const y = nextField();
		const { answer: dig } = await registerDig(telecom.ctx, aDig().along([0, y], [50, y]).input());
		const { answer: first } = await editDig(
			telecom.ctx,
			dig.reference,
			{ title: 'مد كابل نحاس', depth_m: 1.2, reason: 'تغيّر النوع' },
			{ version: 1 }
		);
		expect(first).toMatchObject({ title: 'مد كابل نحاس', depth_m: 1.2, version: 2 });
		await expect(
			editDig(telecom.ctx, dig.reference, { title: 'غيره' }, { version: 1 })
		).rejects.toMatchObject({ code: 'version_conflict', params: { yours: 1, current: 2 } });
		expect(await digHistory(gas.ctx, dig.reference)).toMatchObject([
			{
				version: 2,
				action: 'edited',
				reason: 'تغيّر النوع',
				changes: [
					{ field: 'title', before: 'مد كابل ألياف', after: 'مد كابل نحاس' },
					{ field: 'depth_m', before: null, after: 1.2 }
				]
			},
			{ version: 1, action: 'registered' }
		]);
	});

	it('makes no version when nothing changes', async () => {
		const y = nextField();
		const { answer: dig } = await registerDig(telecom.ctx, aDig().along([0, y], [50, y]).input());
		const { answer } = await editDig(telecom.ctx, dig.reference, { title: dig.title }, { version: 1 });
		expect(answer.version).toBe(1);
	});

	it('belongs to the owner', async () => {
		const y = nextField();
		const { answer: dig } = await registerDig(telecom.ctx, aDig().along([0, y], [50, y]).input());
		await expect(editDig(gas.ctx, dig.reference, { title: 'x' }, { version: 1 })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(cancelDig(gas.ctx, dig.reference, { reason: 'x' }, { version: 1 })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(editDig(gas.ctx, 'EX-2026-999999', { title: 'x' }, { version: 1 })).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	it('ends with the works: the last day they took, never before they began or after today', async () => {
		const y = nextField();
		const burst = aDig()
			.along([0, y], [50, y])
			.days('2026-11-15', '2026-11-30')
			.with({ category: 'emergency', category_reason: 'كسر خط' });
		const { answer: dig } = await registerDig(telecom.ctx, burst.input());
		await expect(finishDig(telecom.ctx, dig.reference, {}, { version: 1 })).rejects.toMatchObject({
			code: 'state_forbids'
		});
		await startDig(telecom.ctx, dig.reference, {}, { version: 1 });
		for (const finished_on of ['2026-11-21', '2026-11-23'])
			await expect(
				finishDig(telecom.ctx, dig.reference, { finished_on }, { version: 2 })
			).rejects.toMatchObject({ fields: [{ path: 'finished_on' }] });
		const { answer } = await finishDig(telecom.ctx, dig.reference, {}, { version: 2 });
		expect(answer).toMatchObject({ state: 'finished', window: { start: '2026-11-15', end: '2026-11-22' } });
		await expect(editDig(telecom.ctx, dig.reference, { title: 'x' }, { version: 3 })).rejects.toMatchObject({
			code: 'state_forbids'
		});
	});
});

describe('the same request sent twice', () => {
	it('makes one dig and gives the stored answer', async () => {
		const y = nextField();
		const input = aDig().along([0, y], [50, y]).input();
		const first = await registerDig(telecom.ctx, input, { key: 'k-1' });
		const again = await registerDig(telecom.ctx, input, { key: 'k-1' });
		expect(first.repeated).toBe(false);
		expect(again).toEqual({ answer: first.answer, repeated: true });
		const other = aDig().along([0, y], [60, y]).input();
		await expect(registerDig(telecom.ctx, other, { key: 'k-1' })).rejects.toMatchObject({
			code: 'key_reused'
		});
		const neighbour = await registerDig(gas.ctx, input, { key: 'k-1' });
		expect(neighbour.repeated).toBe(false);
	});

	it('also when both arrive at once', async () => {
		const y = nextField();
		const input = aDig().along([0, y], [50, y]).input();
		const answers = await Promise.all(
			Array.from({ length: 5 }, () => registerDig(telecom.ctx, input, { key: 'k-2' }))
		);
		expect(new Set(answers.map((a) => a.answer.reference)).size).toBe(1);
		expect(answers.filter((a) => !a.repeated)).toHaveLength(1);
	});
});

describe('the list', () => {
	it('filters by state, promoter, words, own and clashing, and pages without loss or repetition', async () => {
		const y = nextField();
		for (let i = 0; i < 5; i++) {
			const input = aDig()
				.along([i * 200, y], [i * 200 + 50, y])
				.days(`2027-01-0${i + 1}`, '2027-01-20')
				.with({ title: `تجديد خط شارع أبو قير ${i}` })
				.input();
			await registerDig(i < 3 ? gas.ctx : telecom.ctx, input);
		}
		const found = await listDigs(gas.ctx, { q: 'ابو قير' });
		expect(found).toMatchObject({ total: 5, next_cursor: null });
		expect(await listDigs(gas.ctx, { q: 'ابو قير', mine: '1' })).toMatchObject({ total: 3 });
		expect(await listDigs(gas.ctx, { q: 'ابو قير', promoter: 'telecom' })).toMatchObject({ total: 2 });
		expect(await listDigs(gas.ctx, { q: 'ابو قير company gas' })).toMatchObject({ total: 3 });
		expect(await listDigs(gas.ctx, { q: 'ابو%قير' })).toMatchObject({ total: 0 });
		expect(await listDigs(gas.ctx, { q: 'ابو قير', state: 'cancelled,finished' })).toMatchObject({
			total: 0
		});
		expect(await listDigs(gas.ctx, { q: 'ابو قير', clash: '1' })).toMatchObject({ total: 0 });
		for (const sort of ['newest', 'start', 'end']) {
			const seen: string[] = [];
			for (let cursor: string | null = null; ;) {
				const page = await listDigs(gas.ctx, {
					q: 'ابو قير',
					sort,
					limit: '2',
					...(cursor ? { cursor } : {})
				});
				seen.push(...page.items.map((d) => d.reference));
				if (!(cursor = page.next_cursor)) break;
			}
			expect(new Set(seen).size).toBe(5);
			expect(seen).toHaveLength(5);
		}
		await expect(listDigs(gas.ctx, { cursor: 'xyz' })).rejects.toMatchObject({ code: 'invalid_input' });
	});
});

test.each(LAYERS.filter((layer) => layer.afar).map((layer) => [layer.id, layer] as const))(
	'%s from afar are the same rows with the same values as from near',
	async (_, layer) => {
		const { below, relation } = layer.afar!;
		const fields = tileFields(layer, below - 1).map((field, i) => `${fieldSql(field)} as a${i}`);
		const rowsOf = (of: string) => `select id, ${fields.join()}, geom_3857::text from "${of}"`;
		const { rows } = await p.pool.query(`select (select count(*)::int from "${relation}") as afar,
			(select count(*)::int from (${rowsOf(layer.relation)} except ${rowsOf(relation)}) x) as missing,
			(select count(*)::int from (${rowsOf(relation)} except ${rowsOf(layer.relation)}) x) as wrong`);
		expect(rows[0]).toMatchObject({ missing: 0, wrong: 0 });
		expect(rows[0].afar).toBeGreaterThan(20);
	}
);
