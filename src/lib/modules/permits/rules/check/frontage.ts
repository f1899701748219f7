import { along, edgeLength, edgesOf, outward } from '../plane/edges.ts';
import type { Interval } from '../plane/intervals.ts';
import { stretchesNear } from '../plane/reach.ts';
import { areaOfPart, difference, intersection } from '../plane/clip.ts';
import type { Edge, Point, Surface } from '../plane/types.ts';
import { streetWidth, type StreetWidth } from './street-width.ts';
import { SLIVER_M2, type StreetSpace } from './types.ts';

/** A boundary this near to a street's right of way is a frontage: surveys of plots and streets differ by that. */
export const FRONTAGE_REACH_M = 0.5;
/** A side boundary comes near the street at its end; only a longer stretch is a frontage, if not most of the edge is. */
const SHORT_STRETCH_M = 4 * FRONTAGE_REACH_M;
/** Behind: a boundary that looks away from the street by more than 135 degrees. */
const AWAY = -Math.SQRT1_2;

/** The boundary of a plot towards one street. */
export interface Frontage {
	street: StreetSpace;
	edges: Edge[];
	length_m: number;
	width: StreetWidth | null;
}

/** The boundary of a plot by what lies beyond it. */
export interface Boundary {
	/** The plot without what the streets take of it. */
	plot: Surface;
	/** The governing street first, as `governingFirst`. */
	fronts: Frontage[];
	rear: Edge[];
	sides: Edge[];
}

/** Sorts the boundary of a plot: towards each street, behind (away from the governing street), and at the sides. */
export function boundaryOf(parcel: Surface, streets: readonly StreetSpace[]): Boundary {
	const spaces = streets.map((s) => s.right_of_way);
	// What the survey alone makes overlap is not taken from the plot.
	const taken = areaOfPart(intersection(parcel, spaces)) > SLIVER_M2;
	const plot = (taken && difference(parcel, spaces)) || parcel;
	const borders = spaces.map(edgesOf);
	const edges = edgesOf(plot);
	const stretches = edges.map((edge) =>
		streets.map((street, i) =>
			frontOn(edge, stretchesNear(edge, street.right_of_way, borders[i]!, FRONTAGE_REACH_M))
		)
	);
	const pieces = streets.map((_, i) =>
		edges.flatMap((edge, e) => stretches[e]![i]!.map((s) => cut(edge, s)))
	);
	const lengths = pieces.map((list) => list.reduce((sum, piece) => sum + edgeLength(piece), 0));
	const longest = Math.max(...lengths);
	// A tip of a street that another one passes by is no front, unless it is all that the plot has.
	const isFront = (i: number) =>
		lengths[i]! > 0 && (lengths[i]! >= SHORT_STRETCH_M || lengths[i] === longest);
	const others = edges.flatMap((edge, e) =>
		left(stretches[e]!.flatMap((list, i) => (isFront(i) ? list : []))).map((stretch) => cut(edge, stretch))
	);
	const found = streets.flatMap((street, i): Frontage[] => {
		if (!isFront(i)) return [];
		const same = (j: number) => j === i || (street.name !== null && streets[j]!.name === street.name);
		const [own, rest] = [borders.filter((_, j) => same(j)), borders.filter((_, j) => !same(j))];
		const width = streetWidth(pieces[i]!, own, rest, FRONTAGE_REACH_M);
		return [{ street, edges: pieces[i]!, length_m: lengths[i]!, width }];
	});
	const sorted = governingFirst(found);
	const ahead = sorted[0] && facing(sorted[0].edges);
	const isRear = (edge: Edge) => ahead !== undefined && dot(outward(edge), ahead) <= AWAY;
	return {
		plot,
		fronts: sorted,
		rear: others.filter(isRear),
		sides: others.filter((edge) => !isRear(edge))
	};
}

/** The stretches of an edge along a street, without those where it only comes near the street at its end. */
function frontOn(edge: Edge, near: readonly Interval[]): readonly Interval[] {
	const length = edgeLength(edge);
	return near.filter(([from, to]) => to - from > 0.5 || (to - from) * length >= SHORT_STRETCH_M);
}

/** Differences up to a centimetre do not decide: they are the survey's. */
const SAME_M = 0.01;

/**
 * The widest first; of those as wide as it the longest; of those as long as that the one whose id comes first. Then the same
 * of what is left: as wide as both of its neighbours a street may be that are not as wide as each other, so that no
 * comparing of two puts them in one order whatever the order they come in.
 */
export function governingFirst(fronts: readonly Frontage[]): Frontage[] {
	const left = [...fronts];
	const sorted: Frontage[] = [];
	while (left.length > 0) {
		const longest = greatest(
			greatest(left, ({ width }) => width?.width_m ?? 0),
			({ length_m }) => length_m
		);
		const next = longest.reduce((a, b) => (b.street.id < a.street.id ? b : a));
		sorted.push(...left.splice(left.indexOf(next), 1));
	}
	return sorted;
}

function greatest(of: readonly Frontage[], metres: (front: Frontage) => number): Frontage[] {
	const most = Math.max(...of.map(metres));
	return of.filter((front) => metres(front) >= most - SAME_M);
}

/** What of an edge no street has, without slivers. */
function left(taken: readonly Interval[]): Interval[] {
	let from = 0;
	const free: Interval[] = [];
	for (const [start, end] of [...taken].sort((p, q) => p[0] - q[0])) {
		if (start > from) free.push([from, start]);
		from = Math.max(from, end);
	}
	if (from < 1) free.push([from, 1]);
	return free.filter(([start, end]) => end - start > 1e-9);
}

function cut(edge: Edge, [from, to]: Interval): Edge {
	return { a: along(edge, from), b: along(edge, to) };
}

/** The direction a frontage looks: the mean of its edges by their length. */
function facing(edges: readonly Edge[]): Point {
	const sum = edges.reduce<[number, number]>(
		([x, y], { a, b }) => [x + b[1] - a[1], y + a[0] - b[0]],
		[0, 0]
	);
	const length = Math.hypot(...sum);
	return length === 0 ? [0, 0] : [sum[0] / length, sum[1] / length];
}

const dot = (p: Point, q: Point) => p[0] * q[0] + p[1] * q[1];
