import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import type { TimelineGroup, TimelineWork } from '../../rules/index.ts';
import { joined, lanesOf } from './lanes.ts';
import { nearestWork } from './nearest.ts';
import { dayAt, spanOf, ticksOf } from './scale.ts';

const work = (reference: string, start: string, end: string): TimelineWork => ({
	reference,
	title: reference,
	promoter: { ar: 'غاز', en: 'Gas' },
	state: 'planned',
	window: { start, end },
	late: false,
	clashes: [],
	geometry: { type: 'Point', coordinates: [29.9, 31.2] }
});
const group = (name: string | null, ...works: TimelineWork[]): TimelineGroup => ({
	name: name === null ? null : { ar: name, en: name },
	works
});

describe('days along a line', () => {
	const scale = { first: '2026-11-29', days: 30, day: 10 };

	it('lie where they are counted, cut at both ends', () => {
		expect(spanOf(scale, { start: '2026-12-01', end: '2026-12-03' })).toEqual({ at: 20, width: 30 });
		expect(spanOf(scale, { start: '2026-11-01', end: '2026-11-29' })).toEqual({ at: 0, width: 10 });
		expect(spanOf(scale, { start: '2026-12-20', end: '2027-02-01' })).toEqual({ at: 210, width: 90 });
		expect(spanOf(scale, { start: '2026-11-01', end: '2026-11-28' })).toBeNull();
		expect(spanOf(scale, { start: '2026-12-29', end: '2026-12-30' })).toBeNull();
		expect([dayAt(scale, 0), dayAt(scale, 29), dayAt(scale, 9999)]).toEqual([
			'2026-11-29',
			'2026-12-01',
			'2026-12-28'
		]);
	});

	it('are told by weeks where these have room, else by months; the head is filled', () => {
		expect(ticksOf(scale).map((t) => t.day)).toContain('2026-12-05');
		expect(ticksOf({ ...scale, day: 3 }).map((t) => [t.day, t.at, t.width])).toEqual([
			['2026-11-01', 0, 6],
			['2026-12-01', 6, 84]
		]);
		for (const day of [1, 10])
			expect(ticksOf({ ...scale, days: 365, day }).reduce((sum, t) => sum + t.width, 0)).toBe(365 * day);
	});
});

describe('lanes', () => {
	it('never lay two works of one line on the same day, and lose none', () => {
		const works = fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 40 });
		fc.assert(
			fc.property(works, fc.integer({ min: 1, max: 5 }), (spells, least) => {
				const all = spells
					.sort(([a], [b]) => a - b)
					.map(([from, more], i) =>
						work(String(i), addDays('2026-12-01', from), addDays('2026-12-01', from + more))
					);
				const lanes = lanesOf([group('شارع', ...all)], least);
				expect(lanes.flatMap((l) => l.works).length).toBe(all.length);
				for (const lane of lanes)
					lane.works.forEach((w, i) => {
						const before = lane.works[i - 1];
						if (!before) return;
						expect(before.window.end < w.window.start).toBe(true);
						expect(addDays(before.window.start, least) <= w.window.start).toBe(true);
					});
			})
		);
	});

	it('keep their groups; further pages join them, those without a street last', () => {
		const [a, b, c] = [
			work('a', '2026-12-01', '2026-12-05'),
			work('b', '2026-12-03', '2026-12-04'),
			work('c', '2026-12-06', '2026-12-07')
		];
		const groups = joined([group('س', a), group(null, b)], [group('ص', b), group('س', c)]);
		expect(groups.map((g) => g.name?.ar)).toEqual(['س', 'ص', undefined]);
		expect(lanesOf(groups).map((l) => [l.group.name?.ar, l.nth, l.works.map((w) => w.reference)])).toEqual([
			['س', 0, ['a', 'c']],
			['ص', 0, ['b']],
			[undefined, 0, ['b']]
		]);
	});
});

describe('the work under the pointer', () => {
	const line: TimelineWork = {
		...work('line', '2026-12-01', '2026-12-05'),
		geometry: {
			type: 'MultiLineString',
			coordinates: [
				[
					[29.9, 31.2],
					[29.91, 31.2]
				]
			]
		}
	};
	const point = { ...work('point', '2026-12-01', '2026-12-05') };

	it('is the nearest within reach', () => {
		expect(nearestWork([line, point], [29.905, 31.2001], 0.001)?.reference).toBe('line');
		expect(nearestWork([line, point], [29.8999, 31.2], 0.001)?.reference).toBe('line');
		expect(nearestWork([point], [29.8999, 31.2], 0.001)?.reference).toBe('point');
		expect(nearestWork([line, point], [29.905, 31.21], 0.001)).toBeNull();
	});
});
