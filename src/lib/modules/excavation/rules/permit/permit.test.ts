import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, cairoDate, weekday } from '#lib/kernel/dates.ts';
import { shiftPatterns } from '../calendar/pattern.ts';
import type { DayHours } from '../calendar/types.ts';
import { withinHours, workSpans } from '../calendar/work-spans.ts';
import { DIG_STATES } from '../vocabulary.ts';
import { allowedByPaper, readClaims, verdictByPaper, writeClaims, type PermitClaims } from './claims.ts';
import { verdictOfPermit } from './verdict.ts';

const claims: PermitClaims = {
	reference: 'EX-2026-000123',
	organisation: 'المصرية للاتصالات',
	from: '2026-12-13',
	to: '2026-12-24',
	version: 7,
	issued: 1_796_000_000,
	hours: [
		{
			start: '2026-12-13',
			end: '2026-12-24',
			weekdays: [0, 1, 2, 3, 4, 5],
			allowed: [
				{ from: '00:00', to: '05:00' },
				{ from: '22:00', to: '24:00' }
			]
		},
		{ start: '2026-12-13', end: '2026-12-24', weekdays: [6], allowed: [{ from: '00:00', to: '11:00' }] }
	]
};
/** The clock in Egypt, in winter. */
const cairo = (text: string) => new Date(`${text}+02:00`);

describe('what a paper says', () => {
	it('comes back as it was written, in few characters', () => {
		const text = writeClaims(claims);
		expect(readClaims(text)).toEqual(claims);
		expect(text.length).toBeLessThan(220);
		const many = Array.from({ length: 9 }, () => claims.hours![0]!);
		expect(readClaims(writeClaims({ ...claims, hours: many }))!.hours).toBeNull();
		fc.assert(fc.property(fc.string(), (wrong) => void expect(readClaims(wrong)).toBeNull()));
	});

	it('tells by itself when work is allowed', () => {
		expect(allowedByPaper(claims, cairo('2026-12-13T08:10'))).toBe(false);
		expect(allowedByPaper(claims, cairo('2026-12-13T22:00'))).toBe(true);
		expect(allowedByPaper(claims, cairo('2026-12-14T04:59'))).toBe(true);
		expect(allowedByPaper(claims, cairo('2026-12-14T05:00'))).toBe(false);
		expect(allowedByPaper(claims, cairo('2026-12-18T10:00'))).toBe(true);
		expect(allowedByPaper(claims, cairo('2026-12-18T22:30'))).toBe(false);
		expect(allowedByPaper(claims, cairo('2026-12-12T23:00'))).toBe(false);
		expect(allowedByPaper({ ...claims, hours: null }, cairo('2026-12-14T05:00'))).toBeNull();
	});
});

it('a paper alone is judged as the register judges it, to the end of the last shift', () => {
	const window = { start: '2026-12-13', end: '2026-12-24' };
	const hours = { from: '22:00', to: '05:00', days: [0, 1, 2, 3, 4, 5, 6] };
	const days = Array.from({ length: 14 }, (_, n): DayHours => {
		const date = addDays('2026-12-12', n);
		const [start, end] = [date, addDays(date, 1)].map((d) => cairo(`${d}T00:00`).toISOString());
		const all = { from: '00:00', to: '24:00', start: start!, end: end! };
		return { date, weekday: weekday(date), allowed: [all], occasions: [], closed: [] } as unknown as DayHours;
	});
	const spans = workSpans(days, window, hours);
	const paper = { ...claims, hours: shiftPatterns(withinHours(days.slice(1), window, hours)) };
	const read = readClaims(writeClaims(paper))!;
	for (let half = 0; half < 14 * 48; half++) {
		const moment = new Date(cairo('2026-12-12T00:00').getTime() + half * 1_800_000);
		const now = spans.some((s) => s.start <= moment.getTime() && moment.getTime() < s.end);
		const today = cairoDate(moment);
		expect(verdictByPaper(read, moment)).toBe(verdictOfPermit({ state: 'granted', window }, today, now));
	}
	expect(verdictByPaper(read, cairo('2026-12-13T03:00'))).toBe('not_now');
	expect(verdictByPaper(read, cairo('2026-12-25T04:30'))).toBe('allowed');
	expect(verdictByPaper(read, cairo('2026-12-25T05:00'))).toBe('expired');
});

describe('the verdict', () => {
	it('is green only for a permit in force, on its days, in its hours', () => {
		const window = { start: '2026-12-13', end: '2026-12-24' };
		for (const state of DIG_STATES)
			for (const today of ['2026-12-12', '2026-12-13', '2026-12-25'])
				for (const allowed of [true, false]) {
					const verdict = verdictOfPermit({ state, window }, today, allowed);
					expect(verdict === 'allowed').toBe(allowed && (state === 'granted' || state === 'running'));
				}
		const of = (state: (typeof DIG_STATES)[number], today = '2026-12-14') =>
			verdictOfPermit({ state, window }, today, false);
		expect([of('granted'), of('granted', '2026-12-12'), of('running', '2026-12-25')]).toEqual([
			'not_now',
			'not_yet',
			'expired'
		]);
		expect([of('submitted'), of('cancelled'), of('refused'), of('finished')]).toEqual([
			'suspended',
			'revoked',
			'revoked',
			'ended'
		]);
		expect(verdictOfPermit(null, '2026-12-14', false)).toBe('revoked');
	});
});
