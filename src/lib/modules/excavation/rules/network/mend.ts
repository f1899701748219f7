import { segmentGrid, segmentsNear } from './grid.ts';
import { along } from './segment.ts';

/** Lines in one array: line l has the points `first[l]` to `first[l + 1]` of `points` (x, y, x, y ...). */
export interface Lines {
	first: Int32Array;
	points: Float64Array;
}

/** Metres within which the end of a street meets another; what surveyors leave open between two files. */
export const SNAP_M = 1;

/**
 * Joins ends that fall a little short: an end without a neighbour, within a metre of another line, is moved onto it,
 * and that line gets a corner there. Lines that cross without a common corner stay apart: one is a bridge.
 * @param keyOf equal for points that are one.
 */
export function mendEnds({ first, points }: Lines, keyOf: (x: number, y: number) => number): Lines {
	const lines = first.length - 1;
	const used = new Map<number, number>();
	for (let i = 0; i < points.length; i += 2) {
		const key = keyOf(points[i]!, points[i + 1]!);
		used.set(key, (used.get(key) ?? 0) + 1);
	}
	const grid = segmentGrid(first, points);
	const moved = points.slice();
	/** New corners of a segment, by its first point. */
	const corners = new Map<number, { t: number; x: number; y: number }[]>();
	for (let line = 0; line < lines; line++)
		for (const end of [first[line]!, first[line + 1]! - 1]) {
			const [x, y] = [points[2 * end]!, points[2 * end + 1]!];
			if (used.get(keyOf(x, y)) !== 1) continue;
			let best = { d: SNAP_M, from: -1, t: 0 };
			segmentsNear(grid, [x, y, x, y], SNAP_M, (s) => {
				const from = grid.from[s]!;
				if (from === end || from + 1 === end) return;
				const t = along(points, from, x, y);
				const d = Math.hypot(
					points[2 * from]! + t * (points[2 * from + 2]! - points[2 * from]!) - x,
					points[2 * from + 1]! + t * (points[2 * from + 3]! - points[2 * from + 1]!) - y
				);
				// A line's own corner just before its end is no junction.
				if (grid.edge[s] === line && Math.abs(from - end) < 3) return;
				if (d < best.d) best = { d, from, t };
			});
			if (best.from < 0) continue;
			const { from, t } = best;
			const [dx, dy] = [
				points[2 * from + 2]! - points[2 * from]!,
				points[2 * from + 3]! - points[2 * from + 1]!
			];
			const long = Math.hypot(dx, dy);
			const corner = t * long < SNAP_M ? 0 : (1 - t) * long < SNAP_M ? 1 : t;
			const [cx, cy] = [points[2 * from]! + corner * dx, points[2 * from + 1]! + corner * dy];
			[moved[2 * end], moved[2 * end + 1]] = [cx, cy];
			if (corner > 0 && corner < 1)
				corners.set(from, [...(corners.get(from) ?? []), { t: corner, x: cx, y: cy }]);
		}
	return corners.size ? withCorners({ first, points: moved }, corners) : { first, points: moved };
}

function withCorners({ first, points }: Lines, corners: Map<number, { t: number; x: number; y: number }[]>) {
	const more = [...corners.values()].reduce((sum, list) => sum + list.length, 0);
	const wider = new Float64Array(points.length + 2 * more);
	const starts = new Int32Array(first.length);
	let at = 0;
	for (let line = 0; line < first.length - 1; line++) {
		starts[line] = at / 2;
		for (let p = first[line]!; p < first[line + 1]!; p++) {
			wider[at++] = points[2 * p]!;
			wider[at++] = points[2 * p + 1]!;
			for (const { x, y } of (corners.get(p) ?? []).sort((a, b) => a.t - b.t)) {
				wider[at++] = x;
				wider[at++] = y;
			}
		}
	}
	starts[first.length - 1] = at / 2;
	return { first: starts, points: wider };
}
