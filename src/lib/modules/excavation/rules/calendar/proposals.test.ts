import { describe, expect, it } from 'vitest';
import { aPeriod } from '../../../../../../tests/builders/calendar.ts';
import { copticEaster } from './coptic-easter.ts';
import { proposeYear, withProposals } from './proposals.ts';

const of = (year: number, kind: string, en: string) =>
	proposeYear(year).filter((p) => p.kind === kind && p.name.en.startsWith(en));

describe('what can be foreseen of a year', () => {
	it('Ramadan begins on the days that Umm al-Qura gives', () => {
		expect(of(2027, 'ramadan', 'Ramadan')).toMatchObject([
			{
				starts_on: '2027-02-08',
				ends_on: '2027-03-08',
				name: { ar: 'رمضان 1448' },
				state: 'proposed',
				verified: false
			}
		]);
		expect(of(2028, 'ramadan', 'Ramadan')).toMatchObject([
			{ starts_on: '2028-01-28', ends_on: '2028-02-25' }
		]);
		// One civil year holds two, and the second ends in the next.
		expect(of(2030, 'ramadan', 'Ramadan').map((p) => [p.starts_on, p.ends_on])).toEqual([
			['2030-01-05', '2030-02-03'],
			['2030-12-26', '2031-01-23']
		]);
	});

	it('the feasts of 2026 are those of the published list, a day off at most', () => {
		expect(of(2026, 'holiday', 'Eid al-Fitr')).toMatchObject([
			{ starts_on: '2026-03-20', ends_on: '2026-03-22' }
		]);
		expect(of(2026, 'holiday', 'Arafat')).toMatchObject([{ starts_on: '2026-05-26', ends_on: '2026-05-29' }]);
		expect(of(2026, 'holiday', 'Sham')).toMatchObject([{ starts_on: '2026-04-13' }]);
		expect(of(2026, 'holiday', 'Hijri')).toMatchObject([{ starts_on: '2026-06-16' }]);
		expect(of(2026, 'holiday', 'Prophet')).toMatchObject([{ starts_on: '2026-08-25' }]);
	});

	it('Coptic Easter', () => {
		expect([2024, 2025, 2026, 2027, 2028].map(copticEaster)).toEqual([
			'2024-05-05',
			'2025-04-20',
			'2026-04-12',
			'2027-05-02',
			'2028-04-16'
		]);
	});

	it('fills only the years that are not on record', () => {
		const own = aPeriod('ramadan', '2027-02-09', '2027-03-09', { state: 'confirmed' });
		expect(withProposals([own], [2026, 2027], '2027-01-01', '2027-12-31')).toEqual([own]);
		const both = withProposals([own], [2026, 2027], '2027-12-01', '2028-12-31');
		expect(both.filter((p) => p.kind === 'ramadan').map((p) => p.starts_on)).toEqual([
			'2027-02-09',
			'2028-01-28'
		]);
		// The Ramadan that begins in the last days of 2030.
		expect(withProposals([], [], '2031-01-10', '2031-01-10').map((p) => p.name.en)).toEqual(['Ramadan 1452']);
	});
});
