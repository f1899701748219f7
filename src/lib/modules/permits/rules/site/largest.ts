import { areaOf } from '#lib/kernel/geometry.ts';
import { polygonsOf } from '../plane/edges.ts';
import type { Point, Surface } from '../plane/types.ts';

/** Places across the plot where a wall is tried, beside its corners. */
const TRIED = 40;
const BESIDE = 1e-6;

/**
 * The largest rectangle along a direction that fits into a surface, no larger than so many square metres: it gives way
 * at the side away from the street. Null where none of a metre fits.
 * @param along unit vector of the street's direction, the plot on its left.
 */
export function largestRectangle(surface: Surface, along: Point, most_m2 = Infinity): GeoJSON.Polygon | null {
	const whole = polygonsOf(surface).reduce((best, rings) => (sizeOf(rings) > sizeOf(best) ? rings : best));
	const [ux, uy] = along;
	const turned = whole.map((ring) =>
		ring.map(([x = NaN, y = NaN]): Point => [x * ux + y * uy, y * ux - x * uy])
	);
	const places = triedIn(turned);
	const clear = places.map((at) => longestClear(turned, at));
	let best: { from: number; to: number; low: number; high: number } | null = null;
	let most = 1;
	for (let i = 0; i < places.length; i++) {
		let [low, high] = [-Infinity, Infinity];
		for (let j = i; j < places.length; j++) {
			const gap = clear[j];
			if (!gap) break;
			[low, high] = [Math.max(low, gap[0]), Math.min(high, gap[1])];
			if (high <= low) break;
			const size = (places[j]! - places[i]!) * (high - low);
			if (size > most + 1e-9) {
				most = size;
				best = { from: places[i]!, to: places[j]!, low, high };
			}
		}
	}
	if (!best) return null;
	const { from, to, low } = best;
	const high = Math.min(best.high, low + most_m2 / (to - from));
	const back = ([u, v]: Point) => [milli(u * ux - v * uy), milli(u * uy + v * ux)];
	const ring = ([[from, low], [to, low], [to, high], [from, high]] as Point[]).map(back); // prettier-ignore
	return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}

function triedIn(rings: readonly (readonly Point[])[]): number[] {
	const corners = rings.flat().map(([u]) => u);
	const [low, high] = [Math.min(...corners), Math.max(...corners)];
	const even = Array.from({ length: TRIED + 1 }, (_, i) => low + ((high - low) * i) / TRIED);
	const beside = corners.flatMap((u) => [u - BESIDE, u + BESIDE]);
	return [...even, ...beside].filter((u) => u > low && u < high).sort((a, b) => a - b);
}

/** The longest stretch within the rings on a line across them. */
function longestClear(rings: readonly (readonly Point[])[], at: number): [number, number] | null {
	const cuts: number[] = [];
	for (const ring of rings)
		for (let i = 1; i < ring.length; i++) {
			const [a, b] = [ring[i - 1]!, ring[i]!];
			if (a[0] > at === b[0] > at) continue;
			cuts.push(a[1] + ((at - a[0]) / (b[0] - a[0])) * (b[1] - a[1]));
		}
	cuts.sort((a, b) => a - b);
	let best: [number, number] | null = null;
	for (let i = 1; i < cuts.length; i += 2) {
		const gap: [number, number] = [cuts[i - 1]!, cuts[i]!];
		if (!best || gap[1] - gap[0] > best[1] - best[0]) best = gap;
	}
	return best;
}

const sizeOf = (rings: GeoJSON.Position[][]) => areaOf({ type: 'Polygon', coordinates: rings });
/** Surveys go to the millimetre. */
const milli = (metres: number) => Math.round(metres * 1000) / 1000;
