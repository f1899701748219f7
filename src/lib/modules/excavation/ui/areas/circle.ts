const METRES_PER_DEGREE = 111_320;
const CORNERS = 48;

/** A circle of metres around a WGS84 place, to be shown; the server measures the true one. */
export function circleAround([lon, lat]: [number, number], metres: number): GeoJSON.Polygon {
	const dy = metres / METRES_PER_DEGREE;
	const dx = dy / Math.cos((lat * Math.PI) / 180);
	const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
		const angle = (2 * Math.PI * i) / CORNERS;
		return [lon + dx * Math.cos(angle), lat + dy * Math.sin(angle)];
	});
	return { type: 'Polygon', coordinates: [ring] };
}

/** West, south, east, north of a drawn area, in its own degrees. */
export function boxOf(area: GeoJSON.Geometry): [number, number, number, number] {
	const points = area.type === 'Polygon' ? area.coordinates.flat() : [];
	const [x, y] = [points.map((p) => p[0]!), points.map((p) => p[1]!)];
	return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
