type Place = [number, number];

/** The place of a shape that is nearest to a wanted one (WGS84): for a line one of its corners. */
export function onTheGround(wanted: Place, shape: GeoJSON.Geometry | null | undefined): Place {
	const corners = cornersOf(shape);
	const narrow = Math.cos((wanted[1] * Math.PI) / 180);
	const distance = ([lon, lat]: Place) => Math.hypot((lon - wanted[0]) * narrow, lat - wanted[1]);
	return (
		corners.reduce<Place | null>(
			(best, corner) => (best === null || distance(corner) < distance(best) ? corner : best),
			null
		) ?? wanted
	);
}

function cornersOf(shape: GeoJSON.Geometry | null | undefined): Place[] {
	if (shape?.type === 'LineString') return shape.coordinates as Place[];
	return shape?.type === 'MultiLineString' ? (shape.coordinates.flat() as Place[]) : [];
}
