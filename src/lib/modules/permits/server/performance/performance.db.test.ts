import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, cairoDate, cairoMoment } from '#lib/kernel/dates.ts';
import { workingMinutes } from '#lib/kernel/working-time.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { ALARM_LEVELS, WAITING_STATES, type Performance } from '../../rules/index.ts';
import { actOnPermit, getPermit, listPermits, openPermit, permitDraws } from '../cases/index.ts';
import { readTerms } from '../cases/settings.ts';
import { permitPerformance } from './figures.ts';
import { officeInSql, secondsOf } from './office.ts';

let p: TestPlatform;
let house: Department;
let plots = 0;

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p, new Date('2026-07-01T07:00:00Z'));
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);
const at = (moment: string) => (house.clock.now = new Date(moment));

async function opened(): Promise<string> {
	const parties = { owner: { name: 'سعاد فؤاد منصور', national_id: null, phone: null } };
	const { answer } = await openPermit(as('clerk'), { kind: 'new', ...aPlot(plots++), facts: HOUSE, parties });
	return answer.reference;
}
async function reviewerOf(ref: string): Promise<string> {
	const picked = (await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked;
	return ['reviewer1', 'reviewer2', 'reviewer3'].find((name) => house.officer(name).id === picked)!;
}
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const requests = [{ subject: 'ownership', fault: 'unreadable', note: null }];

test('SQL counts working minutes as the rule does, to the second', async () => {
	const ctx = makeCtx(p, { actor: SYSTEM });
	const [from, to] = ['2025-02-01', '2027-06-30'];
	const wrong = await ctx.read(async (db) => {
		const { office } = await readTerms(db, new Date('2026-11-19T09:00:00Z'), { from, to });
		const { cte, worked, workedByNight } = officeInSql(office, from, to);
		let seed = 7;
		const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
		const start = Date.parse('2025-02-01T12:00:00Z');
		const moment = () => new Date(start + Math.floor(random() * 870 * 86_400) * 1000);
		const pairs = Array.from({ length: 2000 }, () => {
			const a = moment();
			const b = random() < 0.3 ? new Date(a.getTime() + Math.floor(random() * 90_000) * 1000) : moment();
			return a < b ? [a, b] : [b, a];
		}) as [Date, Date][];
		const { rows } = await sql<{ minutes: number; tonight: number }>`with ${cte}
			select (${worked(secondsOf(sql`b`))} - ${worked(secondsOf(sql`a`))})::float8 as minutes,
				(${workedByNight(sql`a`)} - ${worked(secondsOf(sql`a`))})::float8 as tonight
			from unnest(${pairs.map(([a]) => a.toISOString())}::timestamptz[], ${pairs.map(([, b]) => b.toISOString())}::timestamptz[])
				with ordinality x(a, b, n) order by n`.execute(db);
		const night = (moment: Date) => cairoMoment(addDays(cairoDate(moment), 1));
		const differ = (a: number, b: number) => Math.abs(a - b) > 1e-6;
		return pairs.filter(
			([a, b], i) =>
				differ(workingMinutes(office, a, b), rows[i]!.minutes) ||
				differ(workingMinutes(office, a, night(a)), rows[i]!.tonight)
		);
	});
	expect(wrong).toEqual([]);
});

describe('a department with files at every step', () => {
	let figures: Performance;
	const asked = { from: '2026-07-01', to: '2026-08-20' };
	const refs: Record<string, string> = {};

	beforeAll(async () => {
		for (const name of ['issued', 'refused', 'returned', 'asked', 'fresh', 'draft', 'twice'])
			refs[name] = await opened();
		for (const name of ['issued', 'refused', 'returned', 'asked', 'twice'])
			await takenIn(house, 'clerk', refs[name]!);
		at('2026-07-05T08:30:00Z');
		for (const name of ['returned', 'twice']) await act('clerk', refs[name]!, 'return', { requests });
		at('2026-07-12T09:10:00Z');
		for (const name of ['issued', 'refused', 'asked'])
			await act('clerk', refs[name]!, 'accept', { certificate_on: '2026-07-09' });
		at('2026-07-15T11:45:00Z');
		for (const name of ['issued', 'refused', 'asked'])
			await act(await reviewerOf(refs[name]!), refs[name]!, 'begin');
		at('2026-07-19T06:20:00Z');
		await act(await reviewerOf(refs['asked']!), refs['asked']!, 'ask', { requests });
		const grant = { outcome: 'grant', reason: 'مستوف', conditions: [], examined: EXAMINED };
		const refuse = { outcome: 'refuse', reason: 'غير مستوف', article: '51', conditions: [], examined: [] };
		await act(await reviewerOf(refs['issued']!), refs['issued']!, 'recommend', grant);
		await act(await reviewerOf(refs['refused']!), refs['refused']!, 'recommend', refuse);
		at('2026-07-21T12:00:00Z');
		for (const name of ['issued', 'refused']) await act('head', refs[name]!, 'take_up');
		await act('head', refs['issued']!, 'approve');
		await act('head', refs['refused']!, 'refuse', { reason: 'غير مستوف', article: '51' });
		at('2026-07-28T10:00:00Z');
		await payDues(as('cashier'), refs['issued']!);
		at('2026-07-29T10:00:00Z');
		await act('authority', refs['issued']!, 'issue');
		await takenIn(house, 'clerk', refs['fresh']!);
		at('2026-08-20T09:00:00Z');
		figures = await permitPerformance(as('head'), asked);
	});

	test('every figure is the length of the list that it leads to', async () => {
		const count = async (filter: Record<string, string>) => {
			const page = await listPermits(as('head'), { ...filter, limit: '200' });
			expect(page.total).toEqual({ count: page.items.length, more: false });
			return page.items.length;
		};
		const { total, units, steps, faults } = figures;
		expect(units).toHaveLength(1);
		expect({ ...units[0]!, unit: undefined }).toEqual({ ...total, unit: undefined });
		expect(total).toMatchObject({ waiting: 4, checked: 5, returned: 2, granted: 1, refused: 1 });
		const unit = house.unitId;
		expect(await count({ unit, waiting: '1' })).toBe(total.waiting);
		expect(await count({ unit, late: '1' })).toBe(total.late);
		for (const alarm of ALARM_LEVELS) expect(await count({ alarm })).toBe(total.alarms[alarm]);
		expect(await count({ ...asked, returned: '1' })).toBe(total.returned);
		expect(await count({ ...asked, checked: '1' })).toBe(total.checked);
		expect(await count({ ...asked, decided: 'granted' })).toBe(total.granted);
		expect(await count({ ...asked, decided: 'refused' })).toBe(total.refused);
		expect(await count({ ...asked, decided: 'any' })).toBe(total.whole.cases);
		expect(steps.map((s) => s.state)).toEqual([...WAITING_STATES]);
		for (const { state, waiting, late, stay } of steps) {
			expect(await count({ state })).toBe(waiting);
			expect(await count({ state, late: '1' })).toBe(late);
			expect(await count({ ...asked, left: state })).toBe(stay.cases);
		}
		expect(faults).toEqual([{ fault: 'unreadable', cases: 2 }]);
		expect(await count({ ...asked, fault: 'unreadable' })).toBe(2);
	});

	test('late is what the clock of each file says, and the alarm too', async () => {
		const { items } = await listPermits(as('head'), { waiting: '1', limit: '200' });
		const late = (await listPermits(as('head'), { late: '1' })).items.map((i) => i.reference);
		for (const day of ['2026-08-20', '2026-08-31', '2026-09-30']) {
			at(`${day}T09:00:00Z`);
			const now = (await listPermits(as('head'), { late: '1' })).items.map((i) => i.reference);
			for (const { reference } of items) {
				const { clocks } = await getPermit(as('head'), reference);
				expect({ reference, late: now.includes(reference) }).toEqual({
					...{ reference, late: clocks.service!.left < 0 }
				});
				for (const alarm of ALARM_LEVELS) {
					const alarmed = (await listPermits(as('head'), { alarm })).items.some(
						(i) => i.reference === reference
					);
					expect(alarmed).toBe(clocks.statutory?.alarm === alarm);
				}
			}
		}
		at('2026-08-20T09:00:00Z');
		expect(late).toEqual([]);
	});

	test('a list is put in order by number or by what the law ends first, page by page', async () => {
		const paged = async (asked: Record<string, string>, by = 'head') => {
			const all: string[] = [];
			let cursor: string | null = '';
			for (; cursor !== null;) {
				const page = await listPermits(as(by), { ...asked, limit: '2', ...(cursor && { cursor }) });
				all.push(...page.items.map((item) => item.reference));
				cursor = page.next_cursor;
			}
			return all;
		};
		const oldest = await paged({ sort: 'oldest' });
		expect(oldest).toHaveLength(7);
		expect(await paged({})).toEqual(oldest.toReversed());
		// The one that is accepted and undecided, then those the law does not run for, the oldest first.
		const asked_ = refs['asked']!;
		expect(await paged({ sort: 'deadline' })).toEqual([asked_, ...oldest.filter((ref) => ref !== asked_)]);
		expect(await paged({ mine: '1' }, 'clerk')).toEqual([refs['fresh']]);
		await expect(listPermits(as('head'), { sort: 'oldest', cursor: 'x' })).rejects.toMatchObject({
			code: 'invalid_input'
		});
	});

	test('the days of a whole case are those of its own clock; a step counts the working time between its ends', async () => {
		const { clocks } = await getPermit(as('head'), refs['issued']!);
		const { clocks: refusal } = await getPermit(as('head'), refs['refused']!);
		const days = [clocks.service!.elapsed, refusal.service!.elapsed]
			.map((m) => m / 360)
			.sort((a, b) => a - b);
		expect(figures.total.whole).toEqual({
			cases: 2,
			median: expect.closeTo((days[0]! + days[1]!) / 2, 6),
			p90: expect.closeTo(days[0]! + 0.9 * (days[1]! - days[0]!), 6)
		});
		const { office } = await makeCtx(p, { actor: SYSTEM }).read((db) => readTerms(db, house.clock.now));
		const minutes = workingMinutes(
			office,
			new Date('2026-07-15T11:45:00Z'),
			new Date('2026-07-19T06:20:00Z')
		);
		const review = figures.steps.find((s) => s.state === 'technical_review')!;
		expect(review.stay).toEqual({
			...{ cases: 3, median: expect.closeTo(minutes / 360, 6), p90: expect.closeTo(minutes / 360, 6) }
		});
	});

	test('who answers for nothing is told nothing; another district has other figures; a period has two ends', async () => {
		for (const name of ['clerk', 'reviewer1', 'cashier', 'inspector', 'engineer', 'focal'])
			await expect(permitPerformance(as(name), {})).rejects.toMatchObject({ code: 'forbidden' });
		expect((await permitPerformance(as('stranger'), asked)).total).toMatchObject({ waiting: 0, granted: 0 });
		expect((await permitPerformance(as('governor'), asked)).total).toEqual(figures.total);
		expect((await permitPerformance(as('auditor'), { ...asked, unit: house.unitId })).total).toEqual(
			figures.total
		);
		await expect(
			permitPerformance(as('head'), { from: '2026-08-02', to: '2026-08-01' })
		).rejects.toMatchObject({
			...{ code: 'invalid_input', fields: [{ path: 'to', code: 'permit_period' }] }
		});
		const { period } = await permitPerformance(as('head'), {});
		const today = cairoDate(house.clock.now);
		expect(period).toEqual({ from: addDays(today, -89), to: today });
	});
});
