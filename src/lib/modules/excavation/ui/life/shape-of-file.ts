/** The lines and areas of a file, read by the server in any format it knows. */

interface Preview {
	features: GeoJSON.FeatureCollection;
	/** The file has more than was read. */
	more: boolean;
}

export interface FileShape {
	/** In WGS84; null when the file has neither lines nor areas. */
	shape: GeoJSON.Geometry | null;
	/** False when the file has more than could be read. */
	whole: boolean;
}

/**
 * Everything that a file draws, as one shape: its lines, else its areas.
 * @throws Error with the server's words.
 */
export async function shapeOfFile(file: File): Promise<FileShape> {
	const sent = await asked(`/api/v1/imports?name=${encodeURIComponent(file.name)}`, {
		method: 'POST',
		headers: { 'content-type': 'application/octet-stream' },
		body: file
	});
	const { id } = (await sent.json()) as { id: string };
	try {
		const preview = await asked(`/api/v1/imports/${id}/preview?layer=programme`);
		const read = (await preview.json()) as Preview;
		return { shape: shapeOf(read), whole: !read.more };
	} finally {
		void fetch(`/api/v1/imports/${id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
	}
}

function shapeOf({ features }: Preview): GeoJSON.Geometry | null {
	const shapes = features.features.flatMap(({ geometry }) => flat(geometry));
	const lines = shapes.flatMap((s) =>
		s.type === 'LineString' ? [s.coordinates] : s.type === 'MultiLineString' ? s.coordinates : []
	);
	if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines };
	const areas = shapes.flatMap((s) =>
		s.type === 'Polygon' ? [s.coordinates] : s.type === 'MultiPolygon' ? s.coordinates : []
	);
	return areas.length > 0 ? { type: 'MultiPolygon', coordinates: areas } : null;
}

type Plain = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection>;

function flat(geometry: GeoJSON.Geometry | null): Plain[] {
	if (geometry === null) return [];
	return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(flat) : [geometry];
}

async function asked(path: string, init?: RequestInit): Promise<Response> {
	const answer = await fetch(path, init).catch(() => {
		throw new Error('');
	});
	if (answer.ok) return answer;
	const body = (await answer.json().catch(() => ({}))) as { detail?: string };
	throw new Error(body.detail ?? '');
}
