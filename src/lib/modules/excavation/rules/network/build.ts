import { assemble } from './assemble.ts';
import { keyOf, nodesAmong, numberCorners, segmentsOf } from './corners.ts';
import { mendEnds, type Lines } from './mend.ts';
import { isMain, speedOf } from './speeds.ts';
import type { RoadGraph, Speeds, StreetLine } from './types.ts';
import { BACK, BOTH, FORWARD } from './way.ts';

/**
 * The graph of the streets that cars may use. Lines meet where they share a corner, or where one ends within a metre
 * of another; corners where nothing branches off are no nodes.
 */
export function buildGraph(streets: Iterable<StreetLine>, speeds: Speeds): RoadGraph {
	const { lines, speed, way, main } = gather(streets, speeds);
	const { first, points } = mendEnds(lines, keyOf);
	const corner = new Int32Array(points.length / 2);
	const places = numberCorners(points, corner);
	const segments = segmentsOf(first, corner);
	return assemble({ points, segments, isNode: nodesAmong(places, segments, way), speed, way, main });
}

interface Gathered {
	lines: Lines;
	/** Of each line. */
	speed: number[];
	way: number[];
	main: boolean[];
}

function gather(streets: Iterable<StreetLine>, speeds: Speeds): Gathered {
	const all: number[] = [];
	const first = [0];
	const [speed, way, main]: [number[], number[], boolean[]] = [[], [], []];
	for (const { points, kind, oneway } of streets) {
		const fast = speedOf(speeds, kind);
		if (fast === undefined || points.length < 4) continue;
		for (let i = 0; i < points.length; i++) all.push(points[i]!);
		first.push(all.length / 2);
		speed.push(fast);
		way.push(oneway === '-1' ? BACK : oneway === 'yes' ? FORWARD : BOTH);
		main.push(isMain(kind));
	}
	return { lines: { first: Int32Array.from(first), points: Float64Array.from(all) }, speed, way, main };
}
