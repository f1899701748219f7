import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cairoDate, cairoDay, cairoMoment, cairoTime, today } from './cairo.ts';
import { addDays } from './civil-date.ts';

describe('the clock in Egypt', () => {
	it('knows today by the clock of Cairo, not of the server', () => {
		expect(today(() => new Date('2026-11-20T22:30:00Z'))).toBe('2026-11-21');
		expect(today(() => new Date('2026-07-20T21:30:00Z'))).toBe('2026-07-21');
		expect(cairoTime(new Date('2026-07-20T21:30:00Z'))).toBe('00:30');
	});

	it('begins the first day of summer time at one in the morning', () => {
		expect(cairoMoment('2026-04-24').toISOString()).toBe('2026-04-23T22:00:00.000Z');
		expect(cairoTime(cairoMoment('2026-04-24'))).toBe('01:00');
		expect(cairoTime(cairoMoment('2026-04-24', '00:40'))).toBe('01:00');
	});

	it('takes the first of an hour that comes twice', () => {
		expect(cairoMoment('2026-10-29', '23:30').toISOString()).toBe('2026-10-29T20:30:00.000Z');
		expect(cairoMoment('2026-10-30').toISOString()).toBe('2026-10-29T22:00:00.000Z');
	});

	it('has days of 23, 24 and 25 hours', () => {
		const hours = (date: string) => {
			const { start, end } = cairoDay(date);
			return (end.getTime() - start.getTime()) / 3_600_000;
		};
		expect(['2026-04-24', '2026-06-01', '2026-10-29'].map(hours)).toEqual([23, 24, 25]);
	});

	it('reads every moment as the time zone data says, by the minute around each change', () => {
		const shown = new Intl.DateTimeFormat('en-CA', {
			...{ timeZone: 'Africa/Cairo', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
			...{ hour: '2-digit', minute: '2-digit' }
		} as Intl.DateTimeFormatOptions);
		const agrees = (at: number) => {
			const moment = new Date(at);
			expect(`${cairoDate(moment)}, ${cairoTime(moment)}`).toBe(shown.format(moment));
		};
		const [from, until] = [Date.UTC(1890, 0), Date.UTC(2060, 0)];
		fc.assert(fc.property(fc.integer({ min: from, max: until }), agrees), { numRuns: 2000 });
		for (const change of ['2026-04-23T22:00:00Z', '2026-10-29T21:00:00Z', '1900-09-30T21:54:51Z'])
			for (let minute = -130; minute <= 130; minute++) agrees(Date.parse(change) + minute * 60_000);
	});

	it('shows the time it was asked for, over thirty years', () => {
		const date = fc.integer({ min: 0, max: 11_000 }).map((days) => addDays('2005-01-01', days));
		const hour = fc.integer({ min: 1, max: 22 }).map((value) => `${String(value).padStart(2, '0')}:15`);
		fc.assert(
			fc.property(date, hour, (day, time) => {
				const moment = cairoMoment(day, time);
				expect([cairoDate(moment), cairoTime(moment)]).toEqual([day, time]);
				const { start, end } = cairoDay(day);
				expect(cairoDate(start)).toBe(day);
				expect(cairoDate(new Date(start.getTime() - 1000))).toBe(addDays(day, -1));
				expect(cairoDate(new Date(end.getTime() - 1000))).toBe(day);
			}),
			{ numRuns: 300 }
		);
	});

	it('refuses what is no time', () => {
		expect(() => cairoMoment('2026-02-30x')).toThrow(RangeError);
	});
});
