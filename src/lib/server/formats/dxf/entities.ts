import type { Geometry, Position } from 'geojson';
import { arc, bulged } from './curves.ts';
import { num, numberOf, text, type DxfRecord } from './records.ts';
import { plainText } from './text.ts';

/** A drawn thing with its attributes; undefined for kinds that we pass over. */
export interface Drawn {
	geometry: unknown;
	properties: Record<string, unknown>;
}

interface Corner {
	at: Position;
	bulge: number;
}

/** Entities that stand in one record. Polylines of the old kind come with their vertices, see `polyline`. */
export function draw(record: DxfRecord): Drawn | undefined {
	const kind = KINDS[record.type];
	if (kind === undefined) return undefined;
	return { geometry: flipped(record, kind(record)), properties: common(record) };
}

/** A POLYLINE with the VERTEX records that followed it; meshes and surfaces are passed over. */
export function polyline(record: DxfRecord, vertices: DxfRecord[]): Drawn | undefined {
	const flags = num(record, 70);
	if (flags & (16 | 64)) return undefined;
	// Spline frames are the handles of a curve, not points of it.
	const corners = vertices
		.filter((v) => (num(v, 70) & 16) === 0)
		.map((v) => ({ at: [num(v, 10, NaN), num(v, 20, NaN)], bulge: num(v, 42) }));
	return { geometry: flipped(record, path(corners, (flags & 1) === 1)), properties: common(record) };
}

export function common(record: DxfRecord): Record<string, unknown> {
	const content = ['TEXT', 'MTEXT', 'ATTRIB'].includes(record.type)
		? plainText(
				record.groups
					.filter(([c]) => c === 3 || c === 1)
					.map(([, v]) => v)
					.join('')
			)
		: undefined;
	return {
		layer: text(record, 8)?.trim() ?? '0',
		entity: record.type,
		...(content === undefined ? {} : { text: content }),
		...(record.type === 'INSERT' ? { block: text(record, 2)?.trim() ?? '' } : {}),
		...(record.type === 'TEXT' || record.type === 'MTEXT' ? { height: num(record, 40) } : {}),
		...(text(record, 50) !== undefined && record.type !== 'ARC' ? { rotation: num(record, 50) } : {})
	};
}

const point = (r: DxfRecord): Geometry => ({
	type: 'Point',
	coordinates: [num(r, 10, NaN), num(r, 20, NaN)]
});

const KINDS: Record<string, (record: DxfRecord) => Geometry> = {
	POINT: point,
	INSERT: point,
	TEXT: point,
	MTEXT: point,
	LINE: (r) => ({
		type: 'LineString',
		coordinates: [
			[num(r, 10, NaN), num(r, 20, NaN)],
			[num(r, 11, NaN), num(r, 21, NaN)]
		]
	}),
	CIRCLE: (r) => {
		const ring = arc(num(r, 10, NaN), num(r, 20, NaN), num(r, 40, NaN), 0, 2 * Math.PI);
		ring[ring.length - 1] = [...(ring[0] ?? [])];
		return { type: 'Polygon', coordinates: [ring] };
	},
	ARC: (r) => {
		const start = (num(r, 50) * Math.PI) / 180;
		const end = (num(r, 51) * Math.PI) / 180;
		const sweep = (((end - start) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
		const coordinates = arc(num(r, 10, NaN), num(r, 20, NaN), num(r, 40, NaN), start, sweep || 2 * Math.PI);
		return { type: 'LineString', coordinates };
	},
	LWPOLYLINE: (r) => path(corners(r), (num(r, 70) & 1) === 1)
};

/** The vertices of a light polyline: every 10 begins one. */
function corners(record: DxfRecord): Corner[] {
	const found: Corner[] = [];
	for (const [code, value] of record.groups) {
		if (code === 10) found.push({ at: [numberOf(value), NaN], bulge: 0 });
		const last = found.at(-1);
		if (last === undefined) continue;
		if (code === 20) last.at[1] = numberOf(value);
		else if (code === 42) last.bulge = numberOf(value);
	}
	return found;
}

/** A closed path of three corners or more is an area, as people draw plots; anything else a line. */
function path(all: Corner[], closed: boolean): Geometry {
	const [first] = all;
	const positions: Position[] = first ? [first.at] : [];
	for (let i = 1; i < all.length; i += 1) {
		const from = all[i - 1];
		const to = all[i];
		if (from && to) positions.push(...bulged(from.at, to.at, from.bulge));
	}
	const last = all.at(-1);
	if (!closed || !first || !last || all.length < 2) return { type: 'LineString', coordinates: positions };
	positions.push(...bulged(last.at, first.at, last.bulge));
	if (positions.length < 4) return { type: 'LineString', coordinates: positions };
	return { type: 'Polygon', coordinates: [positions] };
}

/** Things drawn on the back of the plane (extrusion 0,0,-1) are mirrored. Lines and points stand in world axes. */
function flipped(record: DxfRecord, geometry: Geometry): Geometry {
	if (!(num(record, 230, 1) < 0) || ['LINE', 'POINT'].includes(record.type)) return geometry;
	const flip = (value: unknown): unknown => {
		if (!Array.isArray(value)) return value;
		if (typeof value[0] === 'number') return [-value[0], value[1]];
		return value.map(flip);
	};
	return { ...geometry, coordinates: flip((geometry as { coordinates: unknown }).coordinates) } as Geometry;
}
