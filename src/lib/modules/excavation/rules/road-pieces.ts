import type { Geometry } from 'geojson';
import { distanceBetween, outlineOf, type Outline } from '#lib/kernel/distance.ts';
import { boxOf, lengthOf, locate, piece, samplesOf, stitch, type Line, type Point } from './road-line.ts';

/** A stretch of street as the streets' layer has it; planar metres (EPSG:22992), in the order of digitising. */
export interface RoadSegment {
	/** What tells roads apart: the name, or the identity of a nameless one. */
	road: string;
	lines: readonly Line[];
	/** Metres from its centre line within which a work is in it; those of a usual street when absent. */
	reach_m?: number;
}

/** The centre line of a road along a work. */
export interface RoadPiece {
	road: string;
	line: Line;
	/** Metres of the work that lie in the road. */
	run_m: number;
}

/** A crossing, or the mouth of a side street, is met for twice its reach at most. */
const isAlong = ({ run_m, line, reach_m }: RoadPiece & { reach_m: number }) =>
	Math.min(run_m, lengthOf(line)) >= ALONG * reach_m;

/** A work within this many metres of the centre line of a usual street is in it. */
const REACH = 10;
/** A run shorter than this many times the reach is a crossing: it counts only where the work runs along no road. */
const ALONG = 3;
/** The least that is told of a road, metres. */
const LEAST = 10;
const MOST_ROADS = 4;

/**
 * The pieces of centre line that a work occupies: of every road it runs along, else of the one it is most in; the
 * road with the longest run first. Without any road it is empty.
 */
export function roadPieces(work: Geometry, segments: readonly RoadSegment[]): RoadPiece[] {
	const outline = outlineOf(work);
	const { points, step } = samplesOf(outline.edges);
	const roads = new Map<string, { stretches: Stretch[]; inside: Set<number>; reach_m: number }>();
	for (const { road, lines, reach_m = REACH } of segments) {
		const known = roads.get(road) ?? { stretches: [], inside: new Set<number>(), reach_m };
		known.reach_m = Math.max(known.reach_m, reach_m);
		roads.set(road, known);
		for (const line of lines) {
			const found = inReach(points, line, { work: outline, reach_m });
			if (!found) continue;
			for (const i of found.inside) known.inside.add(i);
			known.stretches.push({ line, ...found });
		}
	}
	const all = [...roads]
		.filter(([, { stretches }]) => stretches.length > 0)
		.map(([road, { stretches, inside, reach_m }]) => ({
			road,
			line: joined(stretches),
			run_m: inside.size * step,
			reach_m
		}))
		.sort((a, b) => b.run_m - a.run_m || (a.road < b.road ? -1 : 1));
	const along = all.filter(isAlong);
	return (along.length ? along : all.slice(0, 1))
		.slice(0, MOST_ROADS)
		.map(({ road, line, run_m }) => ({ road, line, run_m }));
}

/** A part of a line in metres from its start. */
interface Stretch {
	line: Line;
	from: number;
	to: number;
	/** Metres from the work to the line. */
	distance: number;
	/** Samples of the work within reach. */
	inside: number[];
}

/** The samples within reach of a line, and the part of the line beside them or under the work's surface. */
function inReach(
	points: readonly Point[],
	line: Line,
	{ work, reach_m }: { work: Outline; reach_m: number }
): Omit<Stretch, 'line'> | null {
	const inside: number[] = [];
	const places = work.surfaces.length ? coveredVertices(line, work) : [];
	let nearest = places.length ? 0 : Infinity;
	const [west, south, east, north] = boxOf(line);
	points.forEach((point, i) => {
		const [x, y] = point;
		if (x < west - reach_m || x > east + reach_m || y < south - reach_m || y > north + reach_m) return;
		const { distance, at } = locate(point, line);
		if (distance > reach_m) return;
		inside.push(i);
		places.push(at);
		nearest = Math.min(nearest, distance);
	});
	if (places.length === 0) return null;
	return { from: Math.min(...places), to: Math.max(...places), distance: nearest, inside };
}

/** Where the vertices of a line lie that the work covers. */
function coveredVertices(line: Line, work: Outline): number[] {
	const covers = (p: Point) => distanceBetween({ edges: [[p, p]], surfaces: [] }, work) === 0;
	return line.filter(covers).map((p) => locate(p, line).at);
}

/** Stretches of one road as one line; where only a crossing or a tip is met, the least that is told around it. */
function joined(stretches: readonly Stretch[]): Line {
	// A segment met at its very tip adds nothing to those beside the work.
	const real = stretches.filter((s) => s.to > s.from);
	if (real.length) {
		const line = stitch(real.map((s) => piece(s.line, s.from, s.to)));
		if (lengthOf(line) >= LEAST) return line;
	}
	const [best] = [...stretches].sort((a, b) => a.distance - b.distance || b.to - b.from - (a.to - a.from));
	const { line, from, to } = best!;
	return piece(line, from, to, LEAST);
}
