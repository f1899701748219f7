import { caseA, ZONE } from '#lib/modules/permits/rules/check/case-a.fixture.ts';
import { codeOf, type Proposal, type Surface } from '#lib/modules/permits/rules/index.ts';

type Point = [number, number];

/** Numbers from 0 to 1, the same for the same seed. */
export function numbersFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/**
 * A plot as towns have them: four or more corners, none square, on one street, on a corner or between two streets; its
 * building a turned polygon that often stands over a line; all somewhere in the Red Belt's grid.
 */
export function randomPlot(next: () => number): Proposal {
	const between = (low: number, high: number) => low + next() * (high - low);
	const [w, d, slant] = [between(8, 40), between(10, 45), between(-3, 3)];
	const corners: Point[] = [
		[0, 0],
		[w, between(-1, 1)],
		[w + slant, d + between(-2, 2)],
		...(next() < 0.3 ? ([[w / 2, d + between(-4, 4)]] as Point[]) : []),
		[slant, d + between(-2, 2)]
	];
	// The street follows the front exactly, sometimes a little off, sometimes over it.
	const off = next() < 0.2 ? between(-2, 0.4) : 0;
	const streets = [strip([-60, off], [0, off], [w, corners[1]![1] + off], [w + 60, off], -between(3, 25))];
	if (next() < 0.4) {
		const [a, b] = [corners.at(-1)!, corners[0]!];
		streets.push(strip(beyond(a, b, 1.6), a, b, beyond(b, a, 1.2), -between(2, 14)));
	}
	const n = 4 + Math.floor(next() * 8);
	const [cx, cy, r, turn] = [
		between(0.3, 0.7) * w,
		between(0.3, 0.7) * d,
		between(2, 0.6 * Math.min(w, d)),
		between(0, 6)
	];
	const building = Array.from({ length: n }, (_, i): Point => {
		const angle = turn + (i / n) * 2 * Math.PI;
		const reach = r * between(0.6, 1);
		return [cx + reach * Math.cos(angle), cy + reach * Math.sin(angle)];
	});
	const angle = between(0, 2 * Math.PI);
	const origin: Point = [between(480000, 560000), between(820000, 960000)];
	const place = ([x, y]: Point): Point => [
		origin[0] + x * Math.cos(angle) - y * Math.sin(angle),
		origin[1] + x * Math.sin(angle) + y * Math.cos(angle)
	];
	const surface = (ring: Point[]): Surface => {
		const placed = ring.map(place);
		return { type: 'Polygon', coordinates: [[...placed, placed[0]!]] };
	};
	const light_well_m = [between(1, 4), between(1, 5)] as const;
	// Of their own, so that the plots stay those they are.
	const told = storeys(numbersFrom(Math.floor(w * 1e6)), r);
	return caseA({
		code: codeOf(null, {
			place: 'city',
			values: { ...ZONE, light_well_area_m2: 10, light_well_side_m: 2.5 }
		}),
		parcel: surface(corners),
		footprint: surface(building),
		streets: streets.map((ring, i) => ({ id: String(i + 1), name: null, right_of_way: surface(ring) })),
		declared: { parcel_m2: w * d, footprint_m2: null },
		height_m: 12,
		...told,
		light_wells: [
			surface([
				[0, 0],
				[light_well_m[0], 0],
				[light_well_m[0], light_well_m[1]],
				[0, light_well_m[1]]
			])
		]
	});
}

/**
 * How many floors and how large: all as one, a list that the outline bears out or not, and of too many or too few.
 * @param r how far the outline reaches from its middle.
 */
export function storeys(next: () => number, r: number): Pick<Proposal, 'floors' | 'floor_areas_m2'> {
	const floors = next() < 0.1 ? null : Math.floor(next() * 7);
	if (next() < 0.2) return { floors, floor_areas_m2: null };
	const many = next() < 0.3 ? Math.floor(next() * 7) : (floors ?? 2);
	const scale = next() < 0.3 ? 0.3 : 2;
	const told = Array.from({ length: many }, () => next() * scale * 2 * r * r);
	// A room on the roof, or too small for one.
	return { floors, floor_areas_m2: many > 1 && next() < 0.3 ? [...told.slice(1), next() * 20] : told };
}

/** A band beside a line of four points, so wide (to its left; to its right when negative). */
function strip(a: Point, b: Point, c: Point, d: Point, wide: number): Point[] {
	const line = [a, b, c, d];
	const away = (i: number): Point => {
		const [p, q] = [line[Math.max(0, i - 1)]!, line[Math.min(3, i + 1)]!];
		const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
		return [line[i]![0] - ((q[1] - p[1]) / length) * wide, line[i]![1] + ((q[0] - p[0]) / length) * wide];
	};
	return [...line, away(3), away(2), away(1), away(0)];
}

/** The point so many times as far from `to` as `from` is, on the same side. */
function beyond(from: Point, to: Point, times: number): Point {
	return [to[0] + (from[0] - to[0]) * times, to[1] + (from[1] - to[1]) * times];
}
