/** A street as the road graph takes it. Points in planar metres of EPSG:22992, as drawn. */
export interface StreetLine {
	/** x, y, x, y ... */
	points: ArrayLike<number>;
	/** Class as in OpenStreetMap. */
	kind: string | null;
	/** `yes`, `-1` (against the drawing) or anything else for both ways. */
	oneway: string | null;
}

/** Kilometres an hour by class of street; what is not named cannot be driven. */
export type Speeds = Readonly<Record<string, number>>;

/** Ways that leave (or, turned round, enter) each node: those of node n are `first[n]` to `first[n + 1]`. */
export interface Ways {
	first: Int32Array;
	/** The node at the other end. */
	to: Int32Array;
	seconds: Float32Array;
	/** The piece of street; both directions of it are the same one. */
	edge: Int32Array;
}

/**
 * Roads as cars see them: junctions and ends of streets are nodes, the street between two of them is an edge.
 * Planar metres of EPSG:22992.
 */
export interface RoadGraph {
	x: Float64Array;
	y: Float64Array;
	out: Ways;
	/** The same ways from their far end: `to` is where they come from. */
	into: Ways;
	/** Nodes at the two ends of each edge. */
	ends: Int32Array;
	length_m: Float32Array;
	/** 1 where the edge is a road of the main network (motorway to secondary). */
	main: Uint8Array;
	/** The line of edge e: points `shapeFirst[e]` to `shapeFirst[e + 1]` of `shape` (x, y, x, y ...), from its first end. */
	shapeFirst: Int32Array;
	shape: Float64Array;
	grid: SegmentGrid;
	/** The fastest class, metres a second: no way is faster. */
	fastest: number;
}

/** Which pieces of lines pass a cell of the ground. Segment s runs from point `from[s]` of `shape` to the next. */
export interface SegmentGrid {
	cell: number;
	minX: number;
	minY: number;
	columns: number;
	rows: number;
	first: Int32Array;
	segments: Int32Array;
	/** Of each segment: its first point in `shape`, and its edge. */
	from: Int32Array;
	edge: Int32Array;
}

/** A place of emergency or many children, as the layers have it. */
export interface CarePlace {
	/** Layer and row: unique among places. */
	id: string;
	kind: 'hospital' | 'fire_station' | 'school';
	name: { ar: string; en: string };
	x: number;
	y: number;
}
