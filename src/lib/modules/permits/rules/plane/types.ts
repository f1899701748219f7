/** Planar geometry in metres (EPSG:22992, or any other grid of metres): x east, y north. */
export type Point = readonly [x: number, y: number];
export type Surface = GeoJSON.Polygon | GeoJSON.MultiPolygon;

/** A straight piece of a ring that runs anticlockwise about its surface: the outside lies to the right. */
export interface Edge {
	a: Point;
	b: Point;
}
