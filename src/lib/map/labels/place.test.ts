import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelCandidate } from './candidate.ts';
import { placeLabels, type PlaceOptions } from './place.ts';

const label = (key: string, x: number, y: number, more: Partial<LabelCandidate> = {}): LabelCandidate => ({
	key,
	text: key,
	x,
	y,
	angle: null,
	width: 80,
	height: 14,
	down: 0,
	rank: 5,
	repeat: Infinity,
	look: 'street',
	...more
});
const place = (candidates: LabelCandidate[], more: Partial<PlaceOptions> = {}) =>
	placeLabels(candidates, { resolution: 1, rotation: 0, before: new Set(), limit: 100, ...more });

describe('placing labels', () => {
	it('keeps two apart that would touch, the more important one', () => {
		const [a, b] = [label('a', 0, 0, { rank: 5 }), label('b', 40, 5, { rank: 3 })];
		expect(place([a, b])).toEqual([b]);
		expect(place([a, label('c', 40, 40)])).toHaveLength(2);
	});

	it('lets slanting names pass close to each other where level boxes would not', () => {
		const angle = Math.PI / 4;
		expect(place([label('a', 0, 0, { angle }), label('b', 30, 0, { angle })])).toHaveLength(2);
		expect(place([label('a', 0, 0), label('b', 30, 0)])).toHaveLength(1);
	});

	it('does not name a street again nearby', () => {
		const repeat = 400;
		const found = place([
			label('a', 0, 0, { repeat }),
			label('a', 300, 0, { repeat }),
			label('a', 500, 0, { repeat })
		]);
		expect(found.map((l) => l.x)).toEqual([0, 500]);
	});

	it('keeps what stood before among equals, so that names do not jump', () => {
		const [a, b] = [label('a', 0, 0), label('b', 40, 0)];
		expect(place([a, b])).toEqual([a]);
		expect(place([a, b], { before: new Set([b]) })).toEqual([b]);
	});

	it('leaves symbols free, also their own', () => {
		const school = label('school', 0, 0, { mark: 8, down: 20, width: 60 });
		expect(place([school, label('street', 0, 0, { rank: 1 })])).toEqual([school]);
	});

	it('keeps names off the words that a page has laid on the map, and takes the next place', () => {
		const held = [{ x: 0, y: 0, angle: null, width: 60, height: 15, down: -14 }];
		const aside = label('case', 0, 0, { down: 22, rank: 5.1, aside: true });
		expect(place([label('case', 0, 0), aside], { held })).toEqual([aside]);
		expect(place([label('case', 0, 0), aside], { held, before: new Set([aside]) })).toEqual([aside]);
		expect(place([label('case', 0, 0), aside]).map((l) => l.down)).toEqual([0]);
		// What another name stands on is left to it.
		expect(place([label('a', 0, 0, { rank: 1 }), label('case', 0, 0), aside])).toHaveLength(1);
	});

	it('follows a turned map: what touches depends on how one looks', () => {
		const [a, b] = [label('a', 0, 0), label('b', 0, 60)];
		expect(place([a, b])).toHaveLength(2);
		expect(place([a, b], { rotation: Math.PI / 2 })).toHaveLength(1);
	});

	it('never lets two chosen labels overlap', () => {
		const candidates = fc.array(
			fc
				.tuple(
					fc.integer({ min: 0, max: 600 }),
					fc.integer({ min: 0, max: 400 }),
					fc.integer({ min: 0, max: 9 })
				)
				.map(([x, y, rank]) => label(`${x},${y}`, x, y, { rank })),
			{ maxLength: 60 }
		);
		fc.assert(
			fc.property(candidates, (given) => {
				const placed = place(given);
				for (const [i, a] of placed.entries())
					for (const b of placed.slice(i + 1))
						expect(Math.abs(a.x - b.x) >= 76 || Math.abs(a.y - b.y) >= 14).toBe(true);
			})
		);
	});
});
