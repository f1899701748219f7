import { incidence, type Segments } from './corners.ts';
import { segmentGrid } from './grid.ts';
import type { RoadGraph, Ways } from './types.ts';
import { BACK, BOTH, FORWARD, turned } from './way.ts';

interface Parts {
	points: Float64Array;
	segments: Segments;
	/** By corner. */
	isNode: Uint8Array;
	/** By line: metres a second, directions, main road or not. */
	speed: readonly number[];
	way: readonly number[];
	main: readonly boolean[];
}

/** Follows every street from node to node and lays the result out in flat arrays. */
export function assemble({ points, segments, isNode, speed, way, main }: Parts): RoadGraph {
	const { a, b, from, line, count } = segments;
	const touching = incidence(isNode.length, segments);
	const nodeOf = new Int32Array(isNode.length).fill(-1);
	const [x, y]: [number[], number[]] = [[], []];
	const [ends, lengths, mains, shape]: [number[], number[], number[], number[]] = [[], [], [], []];
	const shapeFirst = [0];
	/** From, to, seconds, edge: one after the other. */
	const ways: number[] = [];
	const done = new Uint8Array(count);
	const nodeAt = (c: number, px: number, py: number) => {
		if (nodeOf[c]! < 0) {
			nodeOf[c] = x.length;
			x.push(px);
			y.push(py);
		}
		return nodeOf[c]!;
	};
	const goingOn = (c: number): number | undefined => {
		for (let i = touching.first[c]!; i < touching.first[c + 1]!; i++)
			if (!done[touching.of[i]!]) return touching.of[i];
		return undefined;
	};

	/** Follows the street from corner `c` by segment `s` to the next node. */
	function walk(c: number, s: number): void {
		let [seconds, metres, allowed, chief, at, start] = [0, 0, BOTH, 0, c, -1];
		let end = -1;
		for (let next: number | undefined = s; next !== undefined;) {
			done[next] = 1;
			const leaves = a[next] === at;
			const [p, q] = leaves ? [from[next]!, from[next]! + 1] : [from[next]! + 1, from[next]!];
			const [sx, sy, ex, ey] = [points[2 * p]!, points[2 * p + 1]!, points[2 * q]!, points[2 * q + 1]!];
			if (start < 0) {
				start = nodeAt(at, sx, sy);
				shape.push(sx, sy);
			}
			const long = Math.hypot(ex - sx, ey - sy);
			const of = line[next]!;
			metres += long;
			seconds += long / speed[of]!;
			allowed &= leaves ? way[of]! : turned(way[of]!);
			if (main[of]) chief = 1;
			at = leaves ? b[next]! : a[next]!;
			shape.push(ex, ey);
			next = isNode[at] || at === c ? undefined : goingOn(at);
			if (next === undefined) end = nodeAt(at, ex, ey);
		}
		const edge = lengths.length;
		ends.push(start, end);
		lengths.push(metres);
		mains.push(chief);
		shapeFirst.push(shape.length / 2);
		if (allowed & FORWARD) ways.push(start, end, seconds, edge);
		if (allowed & BACK) ways.push(end, start, seconds, edge);
	}

	for (let c = 0; c < isNode.length; c++)
		if (isNode[c])
			for (let i = touching.first[c]!; i < touching.first[c + 1]!; i++)
				if (!done[touching.of[i]!]) walk(c, touching.of[i]!);
	// What is left are rings that meet nothing.
	for (let s = 0; s < count; s++) if (!done[s]) walk(a[s]!, s);

	const [starts, drawn] = [Int32Array.from(shapeFirst), Float64Array.from(shape)];
	return {
		x: Float64Array.from(x),
		y: Float64Array.from(y),
		out: waysBy(ways, 0, x.length),
		into: waysBy(ways, 1, x.length),
		ends: Int32Array.from(ends),
		length_m: Float32Array.from(lengths),
		main: Uint8Array.from(mains),
		shapeFirst: starts,
		shape: drawn,
		grid: segmentGrid(starts, drawn),
		fastest: speed.reduce((most, v) => Math.max(most, v), 0)
	};
}

/** Sorts the ways (from, to, seconds, edge) by the node they leave (`side` 0) or enter (1). */
function waysBy(ways: readonly number[], side: 0 | 1, nodes: number): Ways {
	const count = ways.length / 4;
	const first = new Int32Array(nodes + 1);
	for (let w = 0; w < count; w++) first[ways[4 * w + side]! + 1]!++;
	for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!;
	const sorted: Ways = {
		first,
		to: new Int32Array(count),
		seconds: new Float32Array(count),
		edge: new Int32Array(count)
	};
	const at = first.slice(0, -1);
	for (let w = 0; w < count; w++) {
		const i = at[ways[4 * w + side]!]!++;
		sorted.to[i] = ways[4 * w + 1 - side]!;
		sorted.seconds[i] = ways[4 * w + 2]!;
		sorted.edge[i] = ways[4 * w + 3]!;
	}
	return sorted;
}
