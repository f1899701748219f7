import { describe, expect, it } from 'vitest';
import { curves, ticks } from './chart.ts';

const points = [
	{ month: '2026-10', total: 100, by: { gas: 60, water: 40 } },
	{ month: '2026-11', total: 200, by: { gas: 160, water: 40 } }
];

describe('the curve of savings', () => {
	it('steps up month by month, in the direction of the text', () => {
		const drawing = { width: 200, height: 100, rtl: false };
		const [all, gas] = curves(points, ['gas'], drawing);
		expect(all).toEqual({
			code: null,
			path: 'M 0 100 V 50 H 100 V 0 H 200',
			end: { x: 200, y: 0 },
			last: 200
		});
		expect(gas).toMatchObject({ code: 'gas', end: { x: 200, y: 20 } });
		const [mirrored] = curves(points, [], { ...drawing, rtl: true });
		expect(mirrored!.path).toBe('M 200 100 V 50 H 100 V 0 H 0');
	});

	it('of an empty ledger is a line on the ground', () => {
		expect(curves([], [], { width: 200, height: 100, rtl: false })[0]).toMatchObject({ last: 0 });
	});

	it.each([
		[0, [0]],
		// A ledger whose savings were all taken back has half a piastre nowhere.
		[1, [0, 1]],
		[74_520_000, [0, 20_000_000, 40_000_000, 60_000_000]],
		[100, [0, 50, 100]]
	])('has few round figures up to %d', (high, expected) => expect(ticks(high)).toEqual(expected));
});
