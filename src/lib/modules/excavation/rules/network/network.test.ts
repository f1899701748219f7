import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bestWay, lineOf, wayBetween } from './search.ts';
import { buildGraph, careOf, closedEdges, closureOf, placed, networkEffects, USUAL_SPEEDS } from './index.ts';
import { toPostpone } from './postpone.ts';
import type { ClashParty } from '../types.ts';
import { within, type Segment } from './segment.ts';
import type { RoadGraph, StreetLine } from './types.ts';

const street = (points: number[][], more: Partial<StreetLine> = {}): StreetLine => ({
	points: points.flat(),
	kind: 'residential',
	oneway: null,
	...more
});
const build = (streets: StreetLine[]) => buildGraph(streets, USUAL_SPEEDS);
const nodeAt = ({ x, y }: RoadGraph, px: number, py: number) =>
	x.findIndex((_, n) => Math.hypot(x[n]! - px, y[n]! - py) < 0.2);
const ALL = { closed: new Set<number>(), limit: 1e9 };
const between = (g: RoadGraph, a: [number, number], b: [number, number], closed = ALL.closed) =>
	wayBetween(g, nodeAt(g, ...a), nodeAt(g, ...b), { ...ALL, closed })?.seconds;
const KMH20 = 20 / 3.6;

describe('the graph', () => {
	it('has nodes where streets branch or end, not where one street only turns', () => {
		const g = build([
			street([
				[0, 0],
				[50, 0],
				[100, 20]
			]),
			street([
				[100, 20],
				[200, 20]
			]),
			street([
				[200, 20],
				[200, 90]
			]),
			street([
				[200, 20],
				[300, 20]
			])
		]);
		expect(g.x).toHaveLength(4);
		expect(g.ends).toHaveLength(6);
		expect(between(g, [0, 0], [300, 20])).toBeCloseTo((50 + Math.hypot(50, 20) + 200) / KMH20, 3);
	});

	it('joins ends that fall a metre short, and leaves bridges apart', () => {
		const g = build([
			street([
				[0, 0],
				[200, 0]
			]),
			street([
				[100, 0.8],
				[100, 80]
			]),
			street([
				[50, -50],
				[50, 50]
			])
		]);
		expect(between(g, [0, 0], [100, 80])).toBeCloseTo(180 / KMH20, 1);
		expect(between(g, [0, 0], [50, 50])).toBeUndefined();
	});

	it('keeps one-way streets, and leaves out what no car drives', () => {
		const g = build([
			street(
				[
					[0, 0],
					[100, 0]
				],
				{ oneway: 'yes' }
			),
			street(
				[
					[0, 0],
					[50, 80],
					[100, 0]
				],
				{ oneway: '-1' }
			),
			street(
				[
					[0, 0],
					[100, 0]
				],
				{ kind: 'footway' }
			),
			street([
				[-10, 0],
				[0, 0]
			]),
			street([
				[100, 0],
				[110, 0]
			])
		]);
		expect(between(g, [0, 0], [100, 0])).toBeCloseTo(100 / KMH20, 3);
		expect(between(g, [100, 0], [0, 0])).toBeCloseTo((2 * Math.hypot(50, 80)) / KMH20, 3);
	});
});

/** A town of random streets on a grid of 100 m; some one-way, of several classes. */
const town = fc.array(
	fc.record({
		x: fc.integer({ min: 0, max: 4 }),
		y: fc.integer({ min: 0, max: 4 }),
		east: fc.boolean(),
		oneway: fc.constantFrom(null, null, 'yes', '-1'),
		kind: fc.constantFrom('residential', 'primary', 'service')
	}),
	{ minLength: 5, maxLength: 45 }
);
type Town = typeof town extends fc.Arbitrary<infer T> ? T : never;
const lineOfStreet = ({ x, y, east }: Town[number]) => [
	[x * 100, y * 100],
	[(x + (east ? 1 : 0)) * 100, (y + (east ? 0 : 1)) * 100]
];

/** Floyd and Warshall over the corners, written without the graph. */
function slow(streets: Town, closed: (s: Town[number]) => boolean): Map<string, number> {
	const times = new Map<string, number>();
	const corners = new Set<string>();
	for (const s of streets) {
		const [a, b] = lineOfStreet(s).map((p) => p.join()) as [string, string];
		corners.add(a).add(b);
		if (closed(s)) continue;
		const seconds = 100 / (USUAL_SPEEDS[s.kind]! / 3.6);
		const put = (key: string) => times.set(key, Math.min(times.get(key) ?? Infinity, seconds));
		if (s.oneway !== '-1') put(`${a} ${b}`);
		if (s.oneway !== 'yes') put(`${b} ${a}`);
	}
	for (const via of corners)
		for (const from of corners)
			for (const to of corners) {
				const t = (times.get(`${from} ${via}`) ?? Infinity) + (times.get(`${via} ${to}`) ?? Infinity);
				if (t < (times.get(`${from} ${to}`) ?? Infinity)) times.set(`${from} ${to}`, t);
			}
	for (const c of corners) times.set(`${c} ${c}`, 0);
	return times;
}

describe('the best way', () => {
	it('equals a brute force over the corners, also with closed streets and backwards', () => {
		fc.assert(
			fc.property(town, fc.integer({ min: 0, max: 3 }), (streets, shut) => {
				const g = build(streets.map((s) => street(lineOfStreet(s), { kind: s.kind, oneway: s.oneway })));
				// Whole rows are closed, so that the pieces between junctions are closed or not as one.
				const isShut = (s: Town[number]) => s.east && s.y === shut;
				const closed = new Set<number>();
				for (let e = 0; e < g.length_m.length; e++)
					for (let p = g.shapeFirst[e]!; p < g.shapeFirst[e + 1]! - 1; p++)
						if (g.shape[2 * p + 1] === shut * 100 && g.shape[2 * p + 3] === shut * 100) closed.add(e);
				// A piece that turns out of the row is closed as a whole, so the brute force only knows straight rows.
				fc.pre(
					[...closed].every((e) => {
						for (let p = g.shapeFirst[e]!; p < g.shapeFirst[e + 1]!; p++)
							if (g.shape[2 * p + 1] !== shut * 100) return false;
						return true;
					})
				);
				const times = slow(streets, isShut);
				for (let a = 0; a < g.x.length; a++)
					for (let b = 0; b < g.x.length; b++) {
						const expected = times.get(`${g.x[a]},${g.y[a]} ${g.x[b]},${g.y[b]}`) ?? Infinity;
						const found = wayBetween(g, a, b, { ...ALL, closed });
						const back = bestWay(g, [[b, 0]], (n) => (n === a ? 0 : undefined), {
							...ALL,
							closed,
							backwards: true
						});
						expect(found?.seconds ?? Infinity).toBeCloseTo(expected, 2);
						expect(back?.seconds ?? Infinity).toBeCloseTo(expected, 2);
						if (found && a !== b) {
							const line = lineOf(g, found.edges, a);
							expect(line[0]).toEqual([g.x[a], g.y[a]]);
							expect(line.at(-1)).toEqual([g.x[b], g.y[b]]);
							expect(lineOf(g, back!.edges, a).at(-1)).toEqual([g.x[b], g.y[b]]);
							expect(found.edges.some((e) => closed.has(e))).toBe(false);
						}
					}
			}),
			{ numRuns: 60 }
		);
	});
});

describe('what a work closes', () => {
	it('finds the part of a segment near another as sampling does', () => {
		const number = fc.integer({ min: -50, max: 50 });
		const segment = fc.tuple(number, number, number, number);
		fc.assert(
			fc.property(segment, segment, fc.integer({ min: 1, max: 30 }), (s, of, r) => {
				const found = within(s as Segment, of as Segment, r);
				for (let i = 0; i <= 40; i++) {
					const t = i / 40;
					const [x, y] = [s[0] + t * (s[2] - s[0]), s[1] + t * (s[3] - s[1])];
					const d = distance(x, y, of as Segment);
					if (Math.abs(d - r) < 1e-6) continue;
					expect(found !== null && t >= found[0] && t <= found[1]).toBe(d < r);
				}
			})
		);
	});

	it('is the street it lies along or crosses, not the side streets it passes', () => {
		const g = build(grid());
		const along = closedEdges(g, line([110, 3], [190, 3]), 2);
		expect(kept(g, along)).toEqual(['100,0 200,0']);
		const past = closedEdges(g, line([150, 3], [250, 3]), 2);
		expect(kept(g, past)).toEqual(['100,0 200,0', '200,0 300,0']);
		// Beside the middle of the street it lies across the mouths of the side streets, and closes none of them.
		for (const y of [9, 9.9, -9.9])
			expect(kept(g, closedEdges(g, line([150, y], [250, y]), 2))).toEqual(['100,0 200,0', '200,0 300,0']);
		// Round the corner into one it closes that one.
		const corner: GeoJSON.LineString = {
			type: 'LineString',
			coordinates: [
				[120, 9],
				[200, 9],
				[200, 50]
			]
		};
		expect(kept(g, closedEdges(g, corner, 2))).toEqual(['100,0 200,0', '200,0 200,100']);
		expect(kept(g, closedEdges(g, line([150, -30], [150, 30]), 1))).toEqual(['100,0 200,0']);
		expect(closedEdges(g, line([110, 40], [190, 40]), 2).size).toBe(0);
		const square: GeoJSON.Polygon = {
			type: 'Polygon',
			coordinates: [
				[
					[120, -30],
					[180, -30],
					[180, 30],
					[120, 30],
					[120, -30]
				]
			]
		};
		expect(kept(g, closedEdges(g, square, null))).toEqual(['100,0 200,0']);
		expect(kept(g, closedEdges(g, { type: 'Point', coordinates: [150, 2] }, null))).toEqual(['100,0 200,0']);
	});
});

describe('rule C9', () => {
	// Two roads lead east over a canal at y 0 and y 200; the third is far away.
	const bridges = [
		...[0, 200].map((y) =>
			street(
				[
					[0, y],
					[400, y]
				],
				{ kind: 'residential' }
			)
		),
		street([
			[0, 0],
			[0, 200]
		]),
		street([
			[400, 0],
			[400, 200]
		]),
		street([
			[0, 200],
			[0, 6000],
			[400, 6000],
			[400, 200]
		]),
		street(
			[
				[-1000, 0],
				[0, 0]
			],
			{ kind: 'primary' }
		),
		street([
			[400, 0],
			[600, 0]
		])
	];
	const g = build(bridges);
	const a = closureOf(g, closedEdges(g, line([150, 0], [250, 0]), 2));
	const b = closureOf(g, closedEdges(g, line([150, 200], [250, 200]), 2));
	const none = { care: careOf(g, []), atRisk: [], minutes: 5 };

	it("finds two closures that close each other's way round, by the minutes added", () => {
		const effects = networkEffects(g, a, b, none);
		expect(effects.map((e) => [e.kind, e.of])).toEqual([
			['detour', 'a'],
			['detour', 'b']
		]);
		const [first] = effects;
		expect(first!.alone_s).toBeCloseTo(800 / KMH20, 1);
		expect(first!.both_s).toBeCloseTo((200 + 2 * 5800 + 400 + 200) / KMH20, 0);
		expect(networkEffects(g, a, b, { ...none, minutes: 35 })).toEqual([]);
		expect(
			networkEffects(g, b, a, none)
				.map((e) => e.both_s)
				.sort()
		).toEqual(effects.map((e) => e.both_s).sort());
	});

	it('finds the hospital whose way grows, and the one that is cut off', () => {
		const hospital = {
			id: 'h',
			kind: 'hospital' as const,
			name: { ar: 'مستشفى', en: 'Hospital' },
			x: 590,
			y: 10
		};
		const place = placed(g, [hospital])[0]!;
		const effects = networkEffects(g, a, b, { care: careOf(g, [place]), atRisk: [place], minutes: 5 });
		const access = effects.find((e) => e.kind === 'access')!;
		expect(access.place?.id).toBe('h');
		// From the primary road, 400 m before the barrier, round both bridges.
		expect(access.both_s! - access.alone_s).toBeGreaterThan(30 * 60);
		const island = build(bridges.filter((_, i) => i !== 4));
		const [c, d] = [a, b].map((_, i) =>
			closureOf(island, closedEdges(island, line([150, 200 * i], [250, 200 * i]), 2))
		);
		const there = placed(island, [hospital])[0]!;
		const cut = networkEffects(island, c!, d!, {
			care: careOf(island, [there]),
			atRisk: [there],
			minutes: 5
		});
		expect(cut.find((e) => e.kind === 'access')?.both_s).toBeNull();
		expect(cut.find((e) => e.kind === 'rescue' && e.of === 'a')?.both_s).toBeNull();
		expect(cut.find((e) => e.kind === 'detour')?.both_s).toBeNull();
	});

	it('lets the work wait that begins later and has not begun', () => {
		const party = (state: string, start: string, end: string) =>
			({ state, window: { start, end } }) as unknown as ClashParty;
		const burst = party('running', '2026-12-01', '2026-12-03');
		const planned = party('granted', '2026-12-02', '2026-12-09');
		expect(toPostpone(burst, planned)).toEqual({ party: planned, start: '2026-12-04' });
		expect(toPostpone(planned, burst)).toEqual({ party: planned, start: '2026-12-04' });
		const early = party('granted', '2026-11-30', '2026-12-09');
		expect(toPostpone(burst, early)?.party).toBe(early);
		expect(toPostpone(burst, { ...burst })).toBeNull();
	});

	it('says nothing of two closures that have other ways', () => {
		const many = build(grid());
		const at = (y: number) => closureOf(many, closedEdges(many, line([110, y], [190, y]), 2));
		expect(networkEffects(many, at(0), at(100), { ...none, care: careOf(many, []) })).toEqual([]);
	});
});

function line(...points: number[][]): GeoJSON.LineString {
	return { type: 'LineString', coordinates: points };
}

/** Five by five streets, 100 m apart. */
function grid(): StreetLine[] {
	const rows: StreetLine[] = [];
	for (let i = 0; i < 5; i++) {
		const stops = [0, 1, 2, 3, 4].map((n) => n * 100);
		rows.push(street(stops.map((n) => [n, i * 100])), street(stops.map((n) => [i * 100, n])));
	}
	return rows;
}

const kept = (g: RoadGraph, edges: ReadonlySet<number>) =>
	[...edges]
		.map((e) =>
			[g.ends[2 * e]!, g.ends[2 * e + 1]!]
				.map((n) => `${g.x[n]},${g.y[n]}`)
				.sort()
				.join(' ')
		)
		.sort();

function distance(x: number, y: number, [ax, ay, bx, by]: Segment): number {
	const [dx, dy] = [bx - ax, by - ay];
	const long = dx * dx + dy * dy;
	const t = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long));
	return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
