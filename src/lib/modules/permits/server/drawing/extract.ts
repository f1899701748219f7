import { DomainError } from '#lib/kernel/errors.ts';
import { openDxf } from '#lib/server/formats/dxf/reader.ts';
import { dxfRecords, num } from '#lib/server/formats/dxf/records.ts';
import type { ByteSource } from '#lib/server/formats/io/bytes.ts';
import { LIMITS } from '#lib/server/formats/index.ts';
import { layerName, meaningOf, type DrawnEntity, type Extract } from '../../rules/index.ts';

/** What a plan of a building may cost: far more than any that was seen. */
const MOST = { entities: 300_000, kept: 5_000, vertices: 20_000, text: 20_000, ignored: 200 };
const CHUNK = 128 * 1024;

/**
 * Takes out of a DXF what its layers mean to a plan; streams, so that the rest costs nothing.
 * @throws DomainError `file_unreadable`, `file_truncated`, `file_encoding_unknown`, `file_too_many_vertices`,
 * `drawing_too_large`.
 */
export async function extract(bytes: Uint8Array): Promise<Extract> {
	const source: ByteSource = { name: 'drawing.dxf', size: bytes.byteLength, chunks: () => chunks(bytes) };
	const limits = { ...LIMITS, vertices: MOST.vertices, elements: MOST.vertices };
	const reader = await openDxf(source, { options: {}, limits });
	const entities: DrawnEntity[] = [];
	const ignored = new Set<string>();
	let count = 0;
	let vertices = 0;
	for await (const { geometry, properties, problem } of reader.read()) {
		if ((count += 1) > MOST.entities)
			throw new DomainError('drawing_too_large', { params: { limit: MOST.entities } });
		const layer = layerName(String(properties.layer ?? '')).slice(0, 100);
		if (!meaningOf(layer)) {
			if (ignored.size < MOST.ignored) ignored.add(layer);
			continue;
		}
		vertices += geometry ? positions(geometry) : 0;
		if (entities.length >= MOST.kept || vertices > MOST.vertices)
			throw new DomainError('drawing_too_large', { params: { limit: MOST.vertices } });
		const text = typeof properties.text === 'string' ? { text: properties.text.slice(0, MOST.text) } : {};
		entities.push({
			layer,
			entity: String(properties.entity),
			geometry,
			...text,
			...(problem ? { problem: problem.code } : {})
		});
	}
	return {
		entities,
		units: await unitsOf(source, reader.encoding ?? 'utf-8'),
		encoding: reader.encoding ?? 'utf-8',
		count,
		ignored: [...ignored].sort()
	};
}

async function unitsOf(source: ByteSource, encoding: string): Promise<number | null> {
	for await (const record of dxfRecords(source, encoding, ['HEADER'], LIMITS))
		if (record.type === '$INSUNITS') return num(record, 70);
	return null;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
	for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function positions(geometry: GeoJSON.Geometry): number {
	if (geometry.type === 'LineString') return geometry.coordinates.length;
	return geometry.type === 'Polygon' ? geometry.coordinates.reduce((n, ring) => n + ring.length, 0) : 1;
}
