import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { proposeYear, type CalendarFinding } from '../../rules/index.ts';
import {
	addCalendarRow,
	adoptYear,
	allowedWindows,
	calendarBreaches,
	closeCalendarRow,
	confirmPeriod,
	deskOf,
	digHours,
	readCalendar,
	registerDig,
	setDigHours
} from '../index.ts';
import { keepPromise } from './promised.ts';

let p: TestPlatform;
let telecom: Holder;
let coordinator: Holder;
const NOW = new Date('2026-11-22T09:00:00Z');
const now = () => NOW;
const SCHOOL_HOURS = { from: '07:00', to: '15:00', days: [1, 2, 3, 4, 5] };
const NIGHT = { from: '22:00', to: '05:00', days: [0, 1, 2, 3, 4, 5] };

const at = (x: number, y: number) => `POINT(${HERE[0] + x} ${HERE[1] + y})`;
const line = (y: number) =>
	`MULTILINESTRING((${HERE[0] - 500} ${HERE[1] + y}, ${HERE[0] + 500} ${HERE[1] + y}))`;

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
	await aFeature(p, 'streets', {
		nameAr: 'شارع أبو قير',
		nameEn: 'Abu Qir Street',
		kind: 'primary',
		wkt: line(0)
	});
	await aFeature(p, 'streets', { nameAr: 'شارع هادئ', kind: 'residential', wkt: line(5000) });
	await aFeature(p, 'schools', {
		nameAr: 'مدرسة النور',
		kind: 'primary',
		props: { shifts: 1 },
		wkt: at(50, 90)
	});
	await aFeature(p, 'schools', {
		nameAr: 'مدرسة الأمل',
		kind: 'primary',
		props: { shifts: 2 },
		wkt: at(0, -199)
	});
	await aFeature(p, 'schools', {
		nameAr: 'مدرسة بعيدة',
		kind: 'primary',
		props: { shifts: 1 },
		wkt: at(50, 201)
	});
});
afterAll(() => p.close());

const ask = (fields: Record<string, unknown> = {}, y = 0) => {
	const { geometry, crs } = aDig().along([0, y], [100, y]).input();
	const window = { start: '2026-12-13', end: '2026-12-24' };
	return allowedWindows(telecom.ctx, {
		geometry,
		crs,
		window,
		hours: SCHOOL_HOURS,
		category: 'minor',
		...fields
	});
};
const rules = (findings: readonly CalendarFinding[]) => findings.map((f) => `${f.rule} ${f.severity}`);

describe('a main road beside two schools', () => {
	it('answers nights, and Friday but for the prayer, and blocks school hours with its evidence', async () => {
		const answer = await ask();
		expect(answer.patterns.map((n) => n.words.ar)).toEqual([
			'من السبت إلى الخميس: من 22:00 إلى 05:00',
			'الجمعة: اليوم كله عدا من 11:00 إلى 14:00'
		]);
		expect(answer.patterns.map((n) => n.words.en)).toEqual([
			'Saturday to Thursday: 22:00 to 05:00',
			'Friday: all day except 11:00 to 14:00'
		]);
		expect(rules(answer.findings)).toEqual(['C7 block']);
		const [c7] = answer.findings;
		expect(c7!.rule === 'C7' && c7!.evidence).toMatchObject({
			days: 10,
			schools: [
				{ name: { ar: 'مدرسة النور' }, distance_m: 90 },
				{ name: { ar: 'مدرسة الأمل' }, distance_m: 199, shifts: 2 }
			],
			streets: [{ name: { en: 'Abu Qir Street' }, class: 'main' }]
		});
		expect(c7!.reason.ar).toBe(
			'العمل من 07:00 إلى 15:00 (من الأحد إلى الخميس) يقع في ساعات غير مسموح بها خلال 10 أيام: ' +
				'ذروة المرور في شارع أبو قير ومدرسة الأمل ومدرسة النور. ' +
				'المسموح به: من السبت إلى الخميس: من 22:00 إلى 05:00؛ الجمعة: اليوم كله عدا من 11:00 إلى 14:00.'
		);
		expect((await ask({ hours: NIGHT })).findings).toEqual([]);
	});

	it('moves its windows in Ramadan 1448, and each day says that it is proposed', async () => {
		const { days } = await ask({ window: { start: '2027-02-14', end: '2027-02-14' } });
		expect(days[0]!.allowed).toMatchObject([
			{ from: '02:00', to: '08:00', start: '2027-02-14T00:00:00.000Z' }
		]);
		expect(days[0]!.occasions).toContainEqual(
			expect.objectContaining({ kind: 'ramadan', state: 'proposed', verified: false })
		);
		expect(days[0]!.closed[0]!.reasons).toMatchObject([{ kind: 'evening', season: 'ramadan' }]);
	});

	it('warns only, off the main roads', async () => {
		const night = await ask({ hours: { ...NIGHT, from: '21:00' } }, 5000);
		expect(rules(night.findings)).toEqual(['C7 warn']);
		expect(night.place.schools).toEqual([]);
	});
});

describe('notice', () => {
	it('blocks a start before its working days are over, and says when it may start', async () => {
		const window = { start: '2026-11-24', end: '2026-11-24' };
		const { findings } = await ask({ window, hours: NIGHT });
		expect(rules(findings)).toEqual(['C8 block']);
		expect(findings[0]!.reason.en).toBe(
			'The notice asked for is 3 working days; 2 working days left, counted from 22 November 2026. ' +
				'The first possible start is 25 November 2026.'
		);
		expect((await ask({ window, hours: NIGHT, category: 'emergency' })).findings).toEqual([]);
	});

	it('is longer by a holiday that is entered', async () => {
		const window = { start: '2026-12-06', end: '2026-12-06' };
		expect((await ask({ window, hours: NIGHT, category: 'standard' })).findings).toEqual([]);
		const { answer } = await addCalendarRow(coordinator.ctx, {
			table: 'periods',
			kind: 'holiday',
			name: { ar: 'انتخابات', en: 'Elections' },
			starts_on: '2026-11-30',
			ends_on: '2026-12-01',
			decree: 'قرار 12 لسنة 2026',
			confirmed: true,
			origin: 'قرار رئيس مجلس الوزراء'
		});
		const late = await ask({ window, hours: NIGHT, category: 'standard' });
		expect(late.findings[0]).toMatchObject({ rule: 'C8', evidence: { earliest_start: '2026-12-08' } });
		await closeCalendarRow(coordinator.ctx, 'periods', answer.id, { reason: 'تأجلت' });
		expect((await ask({ window, hours: NIGHT, category: 'standard' })).findings).toEqual([]);
	});
});

describe('a dig on record', () => {
	it('keeps to allowed hours unless its owner sets hours, which are judged', async () => {
		const { answer: dig } = await registerDig(
			telecom.ctx,
			aDig().along([0, 1], [80, 1]).days('2026-12-13', '2027-02-20').input()
		);
		const before = await digHours(coordinator.ctx, dig.reference);
		expect(before).toMatchObject({ hours: null, findings: [], may_set: false });
		expect(before.days.map((d) => d.date)).toHaveLength(14);
		expect(before.days[0]!.date).toBe('2026-12-13');
		const after = await setDigHours(telecom.ctx, dig.reference, SCHOOL_HOURS);
		expect(after).toMatchObject({ hours: SCHOOL_HOURS, may_set: true });
		expect(rules(after.findings)).toEqual(['C7 block']);
		await expect(setDigHours(coordinator.ctx, dig.reference, null)).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(
			setDigHours(telecom.ctx, dig.reference, { from: '25:00', to: '05:00', days: [1] })
		).rejects.toMatchObject({ code: 'invalid_input' });
		expect((await setDigHours(telecom.ctx, dig.reference, null)).findings).toEqual([]);
		expect(
			(await digHours(telecom.ctx, dig.reference, { from: '2027-02-07', to: '2027-02-09' })).days.map(
				(d) => d.allowed.length
			)
		).toEqual([2, 1, 1]);
	});

	it('once granted is in breach when the calendar changes under it, and no longer when the row is closed', async () => {
		const { answer: dig } = await registerDig(
			telecom.ctx,
			aDig().along([0, 2], [80, 2]).days('2026-12-13', '2026-12-24').input()
		);
		await setDigHours(telecom.ctx, dig.reference, {
			from: '22:30',
			to: '04:30',
			days: [0, 1, 2, 3, 4, 5, 6]
		});
		await p.pool.query(`update dig set state = 'granted' where reference = $1`, [dig.reference]);
		expect(await calendarBreaches(coordinator.ctx)).toEqual([]);
		const { answer: row } = await addCalendarRow(coordinator.ctx, {
			table: 'street_hours',
			street_class: 'main',
			purpose: 'evening',
			seasons: ['ordinary'],
			days: [5],
			from: '20:00',
			to: '23:30',
			valid_from: '2026-12-01',
			origin: 'خطاب إدارة المرور'
		});
		expect(await calendarBreaches(coordinator.ctx)).toMatchObject([
			{
				reference: dig.reference,
				state: 'granted',
				finding: {
					rule: 'C7',
					severity: 'block',
					evidence: { days: 2, first: { date: '2026-12-17', from: '22:30', to: '23:30' } }
				}
			}
		]);
		const { groups } = await deskOf(telecom.ctx, { kind: 'breach' });
		expect(groups).toMatchObject([
			{
				kind: 'breach',
				total: 1,
				items: [{ dig: { reference: dig.reference }, who: { ar: expect.any(String) } }]
			}
		]);
		await closeCalendarRow(coordinator.ctx, 'street_hours', row.id, {
			reason: 'خطأ',
			valid_to: '2026-12-01'
		});
		expect(await calendarBreaches(coordinator.ctx)).toEqual([]);

		// An embargo around a place finds only the digs that it reaches.
		const [lon, lat] = (
			await p.pool.query(
				`select st_x(g), st_y(g) from st_transform(st_setsrid(st_makepoint($1, $2), 22992), 4326) g`,
				[HERE[0], HERE[1] + 400]
			)
		).rows.map((r) => [r.st_x, r.st_y])[0] as [number, number];
		const match = (radius_m: number) => ({
			table: 'periods',
			kind: 'embargo',
			name: { ar: `مباراة ${radius_m}`, en: 'Match' },
			starts_on: '2026-12-20',
			ends_on: '2026-12-20',
			from: '18:00',
			to: '23:59',
			around: { lon, lat, radius_m },
			origin: 'جدول المباريات'
		});
		await addCalendarRow(coordinator.ctx, match(300));
		expect(await calendarBreaches(coordinator.ctx)).toEqual([]);
		expect((await ask({ hours: NIGHT })).findings).toEqual([]);
		await addCalendarRow(coordinator.ctx, match(500));
		expect(await calendarBreaches(coordinator.ctx)).toMatchObject([{ reference: dig.reference }]);
		expect(rules((await ask({ hours: NIGHT })).findings)).toEqual(['C7 block']);
	});
});

it('a granted dig is told what the calendar takes of its hours, though some are left', async () => {
	const { answer: dig } = await registerDig(
		telecom.ctx,
		aDig().along([0, 9000], [80, 9000]).days('2026-12-07', '2026-12-27').input()
	);
	await p.pool.query(`update dig set state = 'granted' where reference = $1`, [dig.reference]);
	const mine = async () =>
		(await calendarBreaches(coordinator.ctx)).filter((b) => b.reference === dig.reference);
	const { rows: here } = await p.pool.query<{ lon: number; lat: number }>(
		`select st_x(g) as lon, st_y(g) as lat
		from st_transform(st_setsrid(st_makepoint($1, $2), 22992), 4326) g`,
		[HERE[0], HERE[1] + 9000]
	);
	const embargo = (from: string, to: string, starts_on: string, ends_on: string) =>
		addCalendarRow(coordinator.ctx, {
			...{ table: 'periods', kind: 'embargo', name: { ar: `قمة ${from}`, en: 'Summit' }, origin: 'خطاب' },
			...{ starts_on, ends_on, from, to, confirmed: true, around: { ...here[0]!, radius_m: 300 } }
		});
	const { answer: whole } = await embargo('00:00', '24:00', '2026-12-08', '2026-12-12');
	const days = ['2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11', '2026-12-12'];
	expect(await mine()).toMatchObject([
		{ finding: { rule: 'hours', severity: 'warn', lost: { days, minutes: 5 * 1440 } } }
	]);
	expect((await mine())[0]!.finding.reason.en).toMatch(/5 of the granted days, the first 8 December 2026/);
	await embargo('18:00', '20:30', '2026-12-20', '2026-12-20');
	expect(await mine()).toMatchObject([{ finding: { lost: { days, minutes: 5 * 1440 + 150 } } }]);
	const told = (await deskOf(telecom.ctx, { kind: 'breach' })).groups[0]?.items ?? [];
	expect(told.map((i) => i.dig.reference)).toContain(dig.reference);
	await closeCalendarRow(coordinator.ctx, 'periods', whole.id, { reason: 'ألغيت القمة' });
	expect(await mine()).toMatchObject([{ finding: { lost: { days: [], minutes: 150 } } }]);
	// A new permit promises what is open when it is given.
	await makeCtx(p, { actor: SYSTEM, now }).transaction((tx) => keepPromise(tx.db, dig.id, NOW));
	expect(await mine()).toEqual([]);
});

it('a longer school day puts a granted dig near the school in breach, as a warning off the main roads', async () => {
	const school = await aFeature(p, 'schools', {
		nameAr: 'مدرسة المساء',
		props: { shifts: 2 },
		wkt: at(50, 5090)
	});
	const { answer: dig } = await registerDig(
		telecom.ctx,
		aDig().along([0, 5000], [80, 5000]).days('2026-12-13', '2026-12-24').input()
	);
	await setDigHours(telecom.ctx, dig.reference, { from: '18:00', to: '20:00', days: [0, 1, 2, 3, 4, 5] });
	await p.pool.query(`update dig set state = 'running' where reference = $1`, [dig.reference]);
	const mine = async () =>
		(await calendarBreaches(coordinator.ctx)).filter((b) => b.reference === dig.reference);
	expect(await mine()).toEqual([]);
	await addCalendarRow(coordinator.ctx, {
		table: 'school_shifts',
		school_id: school,
		shift: 2,
		seasons: ['ordinary'],
		days: [1, 2, 3, 4, 5],
		from: '12:30',
		to: '18:15',
		valid_from: '2026-12-01',
		origin: 'خطاب مديرية التربية والتعليم'
	});
	expect(await mine()).toMatchObject([
		{
			state: 'running',
			finding: {
				severity: 'warn',
				evidence: { days: 10, first: { from: '18:00', to: '18:45' }, schools: [{ id: school }], streets: [] }
			}
		}
	]);
});

describe('the rows', () => {
	it('are changed by the coordinator alone', async () => {
		await expect(adoptYear(telecom.ctx, { year: 2030 })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(closeCalendarRow(telecom.ctx, 'periods', '1', { reason: 'x' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(confirmPeriod(telecom.ctx, '1', {})).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('of 2027 are what is computed for it', async () => {
		const { periods } = await readCalendar(telecom.ctx, { from: '2027-01-01', to: '2027-12-31' });
		const seeded = periods.filter((r) => ['holiday', 'ramadan', 'embargo'].includes(r.kind));
		const shape = (r: { kind: string; name: object; starts_on: string; ends_on: string; origin: string }) =>
			`${r.starts_on} ${r.ends_on} ${r.kind} ${JSON.stringify(r.name)} ${r.origin}`;
		expect(seeded.map(shape).sort()).toEqual(proposeYear(2027).map(shape).sort());
		expect(periods.filter((r) => r.kind === 'term')).toHaveLength(3);
	});

	it('a proposal confirmed on other days stands beside what was proposed, with who decided', async () => {
		const { periods } = await readCalendar(telecom.ctx, { from: '2027-01-01', to: '2027-12-31' });
		const proposal = periods.find((r) => r.kind === 'ramadan')!;
		const { id } = await confirmPeriod(coordinator.ctx, proposal.id!, {
			starts_on: '2027-02-09',
			ends_on: '2027-03-09',
			decree: 'بيان دار الإفتاء'
		});
		const after = (await readCalendar(telecom.ctx, { from: '2027-02-01', to: '2027-03-31' })).periods.filter(
			(r) => r.kind === 'ramadan'
		);
		expect(after.map((r) => [r.id, r.state, r.closed === null, r.verified])).toEqual([
			[proposal.id, 'proposed', false, false],
			[id, 'confirmed', true, true]
		]);
		expect(after[1]).toMatchObject({
			decree: 'بيان دار الإفتاء',
			confirmed: { person: { en: 'Officer centre' } }
		});
		const day = await ask({ window: { start: '2027-02-08', end: '2027-02-08' } });
		expect(day.days[0]!.allowed).toMatchObject([
			{ from: '00:00', to: '05:00' },
			{ from: '22:00', to: '24:00' }
		]);
		await expect(confirmPeriod(coordinator.ctx, id, {})).rejects.toMatchObject({ code: 'state_forbids' });
		await expect(confirmPeriod(coordinator.ctx, '999999', {})).rejects.toMatchObject({ code: 'not_found' });
	});

	it('of a year that is not on record are computed, and recorded as a whole before anything else of it', async () => {
		const computed = await readCalendar(telecom.ctx, { from: '2029-01-01', to: '2029-12-31' });
		expect(computed.years).not.toContain(2029);
		expect(computed.periods.every((r) => r.id === null && r.state === 'proposed')).toBe(true);
		await addCalendarRow(coordinator.ctx, {
			table: 'periods',
			kind: 'term',
			name: { ar: 'فصل', en: 'Term' },
			starts_on: '2029-02-03',
			ends_on: '2029-06-07',
			origin: 'خطة الوزارة'
		});
		const stored = await readCalendar(telecom.ctx, { from: '2029-01-01', to: '2029-12-31' });
		expect(stored.years).toContain(2029);
		expect(stored.periods).toHaveLength(computed.periods.length + 1);
		expect(stored.periods.every((r) => r.id !== null)).toBe(true);
		await expect(adoptYear(coordinator.ctx, { year: 2029 })).rejects.toMatchObject({
			code: 'already_exists'
		});
	});

	it('refuses what makes no sense and says where', async () => {
		const base = {
			table: 'periods',
			kind: 'holiday',
			name: { ar: 'يوم', en: 'Day' },
			starts_on: '2026-12-31',
			ends_on: '2026-12-30',
			origin: 'x'
		};
		await expect(addCalendarRow(coordinator.ctx, base)).rejects.toMatchObject({
			fields: [{ path: 'ends_on', code: 'dig_window_reversed' }]
		});
		await expect(
			addCalendarRow(coordinator.ctx, { ...base, ends_on: '2026-12-31', from: '10:00' })
		).rejects.toMatchObject({
			fields: [{ path: 'kind', code: 'calendar_whole_days' }]
		});
		await expect(addCalendarRow(coordinator.ctx, { ...base, starts_on: '2026-02-30' })).rejects.toMatchObject(
			{ code: 'invalid_input' }
		);
		await expect(closeCalendarRow(coordinator.ctx, 'periods', 'abc', { reason: 'x' })).rejects.toMatchObject({
			code: 'not_found'
		});
		await expect(readCalendar(telecom.ctx, { from: '2026-01-01', to: '2030-01-01' })).rejects.toMatchObject({
			code: 'invalid_input'
		});
		await expect(ask({ window: { start: '2026-12-09', end: '2026-12-01' } })).rejects.toMatchObject({
			code: 'invalid_input'
		});
	});

	it('leave a trail: every change is audited, the same request twice makes one row', async () => {
		const row = {
			table: 'periods',
			kind: 'holiday',
			name: { ar: 'عطلة', en: 'Day off' },
			starts_on: '2026-12-28',
			ends_on: '2026-12-28',
			origin: 'قرار'
		};
		const first = await addCalendarRow(coordinator.ctx, row, { key: 'k1' });
		const again = await addCalendarRow(coordinator.ctx, row, { key: 'k1' });
		expect(again).toEqual({ answer: first.answer, repeated: true });
		await expect(addCalendarRow(coordinator.ctx, row)).rejects.toMatchObject({ code: 'already_exists' });
		await closeCalendarRow(coordinator.ctx, 'periods', first.answer.id, { reason: 'سحب القرار' });
		await expect(
			closeCalendarRow(coordinator.ctx, 'periods', first.answer.id, { reason: 'x' })
		).rejects.toMatchObject({ code: 'state_forbids' });
		const { rows } = await p.pool.query(
			`select action, actor_person_id::text as person from audit_log where subject_type = 'calendar_periods' and subject_id = $1 order by at`,
			[first.answer.id]
		);
		expect(rows).toEqual([
			{ action: 'calendar.added', person: coordinator.personId },
			{ action: 'calendar.closed', person: coordinator.personId }
		]);
		expect(
			(await p.pool.query(`select has_table_privilege('diwan_app', 'dig_calendar_period', 'delete') as may`))
				.rows[0].may
		).toBe(false);
	});
});
