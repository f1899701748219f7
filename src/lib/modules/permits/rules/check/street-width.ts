import { along, edgeLength, outward } from '../plane/edges.ts';
import { crossedAt, stretchesOfRay } from '../plane/ray.ts';
import type { Edge, Point } from '../plane/types.ts';

/** How wide a street is before a plot: the median of five rays across its right of way, and the rays. */
export interface StreetWidth {
	width_m: number;
	rays: Ray[];
}

type Borders = readonly (readonly Edge[])[];

/** A place on the front, with the direction to the street. */
interface Start {
	at: Point;
	out: Point;
}

interface Ray {
	from: Point;
	to: Point;
	width_m: number;
}

/** So many rays are cast, and of those that measure the street five are told. */
const TRIES = 25;
const RAYS = 5;
const LONGEST_M = 300;
/** Two pieces of one street's right of way may leave so much between them. */
const SEAM_M = 0.05;
/** The far side runs along the near one within 20 degrees: a cut corner looks at it aslant. */
const ASLANT = Math.sin(Math.PI / 9);
/** A street is nowhere so much wider than at its narrowest before one plot. */
const MOST_TIMES = 1.5;

/**
 * Casts rays, spread evenly over a frontage, straight out across the street, and takes the median of five that measure
 * it. Null where fewer do: a plot that looks into a junction, or down the street, tells nothing of its width.
 * @param own the edges of the street's right of way, of each of its pieces.
 * @param others those of all other streets around: a ray that runs on into another one measures no width.
 * @param reach metres that a frontage may lie off the right of way.
 */
export function streetWidth(
	frontage: readonly Edge[],
	own: Borders,
	others: Borders,
	reach: number
): StreetWidth | null {
	const good = spread(frontage).flatMap((ray) => across(ray, own, others, reach) ?? []);
	const least = Math.min(...good.map((ray) => ray.width_m));
	const alike = good.filter((ray) => ray.width_m <= least * MOST_TIMES);
	if (alike.length < RAYS) return null;
	const rays = Array.from({ length: RAYS }, (_, i) => alike[Math.floor(((i + 0.5) / RAYS) * alike.length)]!);
	const widths = rays.map((r) => r.width_m).sort((a, b) => a - b);
	return { width_m: widths[RAYS >> 1]!, rays };
}

/** The ray from a place on the front, where it crosses the street from one side to the other. */
function across({ at, out }: Start, own: Borders, others: Borders, reach: number): Ray | null {
	const start = beside(at, out, -reach);
	const [street] = stretchesOfRay(start, out, { borders: own, length: LONGEST_M, gap: SEAM_M });
	if (!street) return null;
	const [from, to] = street;
	if (from > 2 * reach + 1e-9 || to <= 2 * reach) return null;
	const far = own.flatMap((border) => border.filter((e) => isAt(crossedAt(start, out, e), to)));
	if (!far.some((edge) => Math.abs(turn(out, outward(edge))) <= ASLANT)) return null;
	// Across a street there is less of it than along: of a ray that runs down the street the reverse is true.
	const side: Point = [-out[1], out[0]];
	const begin = beside(beside(start, out, (from + to) / 2), side, -LONGEST_M);
	const lengthwise = stretchesOfRay(begin, side, { borders: own, length: 2 * LONGEST_M, gap: SEAM_M });
	const here = lengthwise.find(([a, b]) => a <= LONGEST_M && LONGEST_M <= b);
	if (!here || here[1] - here[0] < to - from) return null;
	// What does not begin and end with the street itself runs through a junction.
	const borders = [...own, ...others];
	const [ground] = stretchesOfRay(start, out, { borders, length: to + 2 * reach, gap: SEAM_M });
	if (!ground || from - ground[0] > reach || ground[1] - to > reach) return null;
	return { from: beside(start, out, from), to: beside(start, out, to), width_m: to - from };
}

/** The middles of equal parts of a frontage, each with the direction to the street. */
function spread(frontage: readonly Edge[]): Start[] {
	const whole = frontage.reduce((sum, e) => sum + edgeLength(e), 0);
	return Array.from({ length: TRIES }, (_, i) => ((i + 0.5) / TRIES) * whole).flatMap((wanted) => {
		let left = wanted;
		for (const edge of frontage) {
			const length = edgeLength(edge);
			if (left <= length) return [{ at: along(edge, left / length), out: outward(edge) }];
			left -= length;
		}
		return [];
	});
}

/** The place so many metres from another. */
function beside(at: Point, way: Point, metres: number): Point {
	return [at[0] + way[0] * metres, at[1] + way[1] * metres];
}

const isAt = (at: number | null, wanted: number) => at !== null && Math.abs(at - wanted) < 1e-6;
const turn = (p: Point, q: Point) => p[0] * q[1] - p[1] * q[0];
