import type { Position } from 'geojson';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Surface } from '../plane/types.ts';
import type { DrawnEntity } from './types.ts';

/** Metres between the ends of an outline that was meant to be closed. */
const GAP_M = 0.05;
/** Metres from the corner of a drawing's sheet: farther away is no drawing of a building. */
const FAR_M = 1e7;

/**
 * The outline that an entity draws, in drawing units; a small gap between its ends is closed.
 * @returns null for what is no outline (a mark, a text, a plain line).
 * @throws DomainError `drawing_ring_open`, `drawing_numbers` with the layer.
 */
export function outlineOf(
	{ layer, entity, geometry, problem }: DrawnEntity,
	unit_m: number
): { surface: Surface; gap_m: number } | null {
	if (problem) throw new DomainError('drawing_numbers', { params: { layer } });
	if (geometry?.type === 'Polygon')
		return { surface: tidy(geometry.coordinates[0] ?? [], layer, unit_m), gap_m: 0 };
	if (geometry?.type !== 'LineString' || !entity.endsWith('POLYLINE')) return null;
	const line = geometry.coordinates;
	const [first, last] = [line[0]!, line.at(-1)!];
	const gap_m = Math.hypot(first[0]! - last[0]!, first[1]! - last[1]!) * unit_m;
	if (line.length < 3 || !(gap_m <= GAP_M))
		throw new DomainError('drawing_ring_open', { params: { layer, metres: Number(gap_m.toFixed(3)) } });
	const meeting = gap_m === 0 || line.length > 3 ? line.slice(0, -1) : line;
	return { surface: tidy(gap_m === 0 ? line : [...meeting, last, first], layer, unit_m), gap_m };
}

/** Closed, without a corner said twice. */
function tidy(ring: readonly Position[], layer: string, unit_m: number): Surface {
	const kept: Position[] = [];
	for (const [x = NaN, y = NaN] of ring) {
		if (!(Math.abs(x * unit_m) < FAR_M && Math.abs(y * unit_m) < FAR_M))
			throw new DomainError('drawing_numbers', { params: { layer } });
		const last = kept.at(-1);
		if (!last || last[0] !== x || last[1] !== y) kept.push([x, y]);
	}
	const [first, last] = [kept[0], kept.at(-1)];
	if (first && last && (first[0] !== last[0] || first[1] !== last[1])) kept.push([...first]);
	if (kept.length < 4) throw new DomainError('drawing_ring_open', { params: { layer, metres: 0 } });
	return { type: 'Polygon', coordinates: [kept] };
}
