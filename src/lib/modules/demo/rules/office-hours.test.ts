import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cairoDate, cairoTime } from '#lib/kernel/dates.ts';
import { officeDay, officeMoment } from './office-hours.ts';

test('a step of a night, of a Friday or of a morning that is not over is one of the last working day', () => {
	// A Tuesday, 01:51 in Cairo.
	const night = new Date('2026-11-23T23:51:00Z');
	expect(officeDay(night, 0)).toBe('2026-11-23');
	expect(officeDay(night, 1)).toBe('2026-11-23');
	expect(officeDay(night, 3)).toBe('2026-11-19');
	expect(officeDay(night, 4)).toBe('2026-11-19');
	expect(officeDay(new Date('2026-11-24T14:00:00Z'), 0)).toBe('2026-11-24');
	expect(cairoTime(officeMoment(night, 10, 3))).toBe('09:21');
});

test('steps lie in working hours, before now and in their order, whenever the town is loaded', () => {
	const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
	fc.assert(
		fc.property(moment, fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (now, days) => {
			const sorted = [...days].sort((a, b) => b - a);
			const at = sorted.map((ago, nth) => officeMoment(now, ago, nth));
			for (const [i, step] of at.entries()) {
				expect(step < now).toBe(true);
				expect(i === 0 || at[i - 1]! < step).toBe(true);
				expect(cairoTime(step) >= '09:00' && cairoTime(step) <= '15:00').toBe(true);
				expect([5, 6]).not.toContain(new Date(cairoDate(step)).getUTCDay());
			}
		})
	);
});
