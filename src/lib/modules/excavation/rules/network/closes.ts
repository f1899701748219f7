import { segmentsNear } from './grid.ts';
import { onlyMouths } from './mouths.ts';
import { within, type Segment } from './segment.ts';
import type { RoadGraph } from './types.ts';

/** The ground within these metres beside a work that closes the road cannot be driven; as rule C2's reach. */
export const ALONGSIDE_M = 10;
/**
 * A street is closed when this much of it lies in that ground: a work across it takes twenty metres, one that only
 * passes the mouth of a side street takes ten of the side street.
 */
const TAKEN_M = 18;
/** Or nearly all of a shorter one. */
const TAKEN_SHARE = 0.9;

/**
 * The edges that a work closes which closes the road: those it crosses or lies along. The whole piece of street up to
 * the next junctions counts, for nobody drives through it. Side streets that only end at it stay as they are.
 * @param shape GeoJSON in EPSG:22992
 */
export function closedEdges(graph: RoadGraph, shape: GeoJSON.Geometry, width_m: number | null): Set<number> {
	const reach = ALONGSIDE_M + (width_m ?? 0) / 2;
	/** Parts of each road segment, 0 to 1. */
	const parts = new Map<number, [number, number][]>();
	const { rings, segments } = outlineOf(shape);
	for (const piece of segments)
		segmentsNear(graph.grid, piece, reach, (s) => {
			const part = within(roadSegment(graph, s), piece, reach);
			if (part) parts.set(s, [...(parts.get(s) ?? []), part]);
		});
	for (const polygon of rings)
		segmentsNear(graph.grid, boxOf(polygon), 0, (s) => {
			const inside = insideOf(roadSegment(graph, s), polygon);
			if (inside.length) parts.set(s, [...(parts.get(s) ?? []), ...inside]);
		});
	const taken = new Map<number, [number, number][]>();
	for (const [s, list] of parts) {
		const [ax, ay, bx, by] = roadSegment(graph, s);
		const [edge, long] = [graph.grid.edge[s]!, Math.hypot(bx - ax, by - ay)];
		const start = startOf(graph, s);
		const own = merged(list).map(([from, to]): [number, number] => [start + from * long, start + to * long]);
		taken.set(edge, [...(taken.get(edge) ?? []), ...own]);
	}
	for (const [edge, list] of taken) {
		const metres = list.reduce((sum, [from, to]) => sum + to - from, 0);
		if (metres < Math.min(TAKEN_M, TAKEN_SHARE * graph.length_m[edge]!)) taken.delete(edge);
	}
	const mouths = onlyMouths(graph, taken, reach);
	return new Set([...taken.keys()].filter((edge) => !mouths.has(edge)));
}

/** Metres along its edge at which a road segment begins. */
function startOf({ shape, shapeFirst, grid }: RoadGraph, s: number): number {
	let metres = 0;
	for (let p = shapeFirst[grid.edge[s]!]!; p < grid.from[s]!; p++)
		metres += Math.hypot(shape[2 * p + 2]! - shape[2 * p]!, shape[2 * p + 3]! - shape[2 * p + 1]!);
	return metres;
}

function roadSegment({ shape, grid }: RoadGraph, s: number): Segment {
	const p = 2 * grid.from[s]!;
	return [shape[p]!, shape[p + 1]!, shape[p + 2]!, shape[p + 3]!];
}

/** Parts of a whole without those that others cover. */
function merged(parts: [number, number][]): [number, number][] {
	const apart: [number, number][] = [];
	let end = -1;
	for (const [from, to] of parts.sort((a, b) => a[0] - b[0])) {
		if (to > end) apart.push([Math.max(from, end), to]);
		end = Math.max(end, to);
	}
	return apart;
}

type Rings = readonly (readonly number[])[][];

/** The straight pieces of a shape, and its surfaces. A point is a piece without length. */
function outlineOf(shape: GeoJSON.Geometry): { rings: Rings[]; segments: Segment[] } {
	const found: { rings: Rings[]; segments: Segment[] } = { rings: [], segments: [] };
	const line = (points: readonly (readonly number[])[]) => {
		for (let i = 1; i < points.length; i++)
			found.segments.push([points[i - 1]![0]!, points[i - 1]![1]!, points[i]![0]!, points[i]![1]!]);
	};
	const point = ([x, y]: readonly number[]) => found.segments.push([x!, y!, x!, y!]);
	const polygon = (rings: Rings) => {
		rings.forEach(line);
		found.rings.push(rings);
	};
	const read = (g: GeoJSON.Geometry): void => {
		if (g.type === 'GeometryCollection') g.geometries.forEach(read);
		else if (g.type === 'Point') point(g.coordinates);
		else if (g.type === 'MultiPoint') g.coordinates.forEach(point);
		else if (g.type === 'LineString') line(g.coordinates);
		else if (g.type === 'MultiLineString') g.coordinates.forEach(line);
		else if (g.type === 'Polygon') polygon(g.coordinates);
		else g.coordinates.forEach(polygon);
	};
	read(shape);
	return found;
}

function boxOf(rings: Rings): Segment {
	const outer = rings[0] ?? [];
	const [xs, ys] = [outer.map((p) => p[0]!), outer.map((p) => p[1]!)];
	return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The parts of a segment inside a surface: cut at its rings, each part judged by its middle. */
function insideOf([ax, ay, bx, by]: Segment, rings: Rings): [number, number][] {
	const cuts = [0, 1];
	for (const ring of rings)
		for (let i = 1; i < ring.length; i++) {
			const [px, py] = ring[i - 1] as [number, number];
			const [qx, qy] = ring[i] as [number, number];
			const across = (bx - ax) * (qy - py) - (by - ay) * (qx - px);
			if (across === 0) continue;
			const t = ((px - ax) * (qy - py) - (py - ay) * (qx - px)) / across;
			if (t > 0 && t < 1) cuts.push(t);
		}
	cuts.sort((a, b) => a - b);
	return cuts.slice(1).flatMap((to, i) => {
		const middle = (cuts[i]! + to) / 2;
		return contains(rings, ax + middle * (bx - ax), ay + middle * (by - ay)) ? [[cuts[i]!, to]] : [];
	}) as [number, number][];
}

function contains(rings: Rings, x: number, y: number): boolean {
	let inside = false;
	for (const ring of rings)
		for (let i = 1; i < ring.length; i++) {
			const [px, py] = ring[i - 1] as [number, number];
			const [qx, qy] = ring[i] as [number, number];
			if (py > y !== qy > y && x < px + ((y - py) / (qy - py)) * (qx - px)) inside = !inside;
		}
	return inside;
}
