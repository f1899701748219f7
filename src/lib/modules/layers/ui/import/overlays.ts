import type { FeatureCollection, Geometry } from 'geojson';
import type { Overlay } from '#lib/map/types.ts';
import type { ImportPreview, ImportReport, Refusal } from '../../rules/index.ts';

/** What a file and its report look like on the map: taken records, refused ones over them, the one looked at. */
export function overlaysOf(
	preview: ImportPreview | null,
	report: ImportReport | null,
	looked: Refusal | null
): Overlay[] {
	if (!preview) return [];
	const refused = new Set(report?.refusals.map((r) => r.row));
	const pick = (wanted: boolean): FeatureCollection => ({
		type: 'FeatureCollection',
		features: preview.features.features.filter((f) => refused.has(Number(f.id)) === wanted)
	});
	const overlays: Overlay[] = [{ id: 'refused', features: pick(true), style: 'refused', order: 1 }];
	// What was saved is in the layer itself.
	if (report === null || report.dryRun)
		overlays.push({ id: 'taken', features: pick(false), style: 'preview', order: 0 });
	const place = looked && placeOf(preview, looked);
	if (place) overlays.push({ id: 'looked', features: place, style: 'highlight', order: 2 });
	return overlays;
}

/** Where a refused record is: where the fault is, or the whole record when it is among the drawn ones. */
export function placeOf(preview: ImportPreview, { row, at }: Refusal): Geometry | null {
	if (at) return { type: 'Point', coordinates: at };
	return preview.features.features.find((f) => f.id === row)?.geometry ?? null;
}
