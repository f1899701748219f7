export type Position = [number, number];

/** The shapes a town is written down in. Coordinates in EPSG:22992, metres to the millimetre; rings closed. */
export type Geometry =
	| { type: 'Point'; coordinates: Position }
	| { type: 'LineString'; coordinates: Position[] }
	| { type: 'MultiLineString'; coordinates: Position[][] }
	| { type: 'Polygon'; coordinates: Position[][] };
