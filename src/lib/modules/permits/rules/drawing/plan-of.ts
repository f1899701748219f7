import { DomainError } from '#lib/kernel/errors.ts';
import { areaOf, mapPositions } from '#lib/kernel/geometry.ts';
import type { Surface } from '../plane/types.ts';
import { controlOf } from './controls.ts';
import { meaningOf } from './layers.ts';
import { declaredOf, planInfo } from './plan-info.ts';
import { outlineOf } from './rings.ts';
import { fitSimilarity } from './similarity.ts';
import type { Control, DrawingWarning, DrawnEntity, Extract, LayerMeaning, Plan } from './types.ts';
import { warn } from './warnings.ts';

/** Metres of a drawing unit by `$INSUNITS`; 0 says nothing. */
const UNITS: Readonly<Record<number, number>> = { 1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1, 14: 0.1 };
/** Metres that surveyed points are off without a word being said. */
const QUIET_M = 0.02;

/**
 * The plan that a drawing holds, laid on the ground by its control points.
 * @param given typed control points, in drawing units and EPSG:22992; they win over those of the drawing.
 * @param toLegal of the drawing's own control points, which stand in the system of the survey.
 * @throws DomainError `drawing_units`, `drawing_no_control`, `drawing_scale`, `drawing_misfit`, `drawing_no_parcel`,
 * `drawing_several_parcels`, `drawing_ring_open`, `drawing_numbers`.
 */
export function planOf(
	{ entities, units }: Extract,
	given: readonly Control[],
	toLegal: (survey: [number, number]) => [number, number]
): Plan {
	const warnings: DrawingWarning[] = [];
	const unit_m = units === null || units === 0 ? 1 : UNITS[units];
	if (unit_m === undefined) throw new DomainError('drawing_units', { params: { units } });
	if (units === null || units === 0) warnings.push(warn('units_assumed'));
	const read = entities.map((e) => ({ ...e, meaning: meaningOf(e.layer) }));
	const of = (role: LayerMeaning['role']) => read.filter((e): e is Read => e.meaning?.role === role);
	demandNumbers(of('building_line'));
	if (!given.length) demandNumbers(of('control'));
	const controls = given.length
		? [...given]
		: of('control').flatMap((e) => {
				const found = controlOf(e);
				return found ? [{ ...found, survey: toLegal(found.survey) }] : [];
			});
	const fit = fitSimilarity(
		controls.map((c) => ({ ...c, drawing: [c.drawing[0] * unit_m, c.drawing[1] * unit_m] }))
	);
	const worst = Math.max(...fit.residuals_m);
	if (worst > QUIET_M) warnings.push(warn('residual', null, worst));
	const place = <G extends GeoJSON.Geometry>(geometry: G): G =>
		mapPositions(geometry, ([x = NaN, y = NaN]) => fit.apply([x * unit_m, y * unit_m])) as G;
	const outlines = (found: readonly Read[]) =>
		found.flatMap((e) => {
			const outline = outlineOf(e, unit_m);
			if (outline && outline.gap_m > 0) warnings.push(warn('ring_closed', e.layer, outline.gap_m));
			return outline ? [{ ...e, surface: place(outline.surface) }] : [];
		});
	const leftOut = new Map<string, number>();
	for (const e of read)
		if (e.meaning && AREAS.has(e.meaning.role) && !drawsOutline(e))
			leftOut.set(e.layer, (leftOut.get(e.layer) ?? 0) + 1);
	const [parcel, second] = outlines(of('parcel'));
	if (!parcel) throw new DomainError('drawing_no_parcel');
	if (second) throw new DomainError('drawing_several_parcels');
	const footprint = onGround(outlines(of('footprint')));
	if (!footprint) warnings.push(warn('no_footprint'));
	const { info, twice } = planInfo(of('info').flatMap((e) => e.text ?? []));
	warnings.push(
		...twice.map((key) => warn('declared_twice', key)),
		...[...leftOut].map(([layer, n]) => warn('lines_left_out', layer, n))
	);
	const { apply: _apply, ...told } = fit;
	return {
		parcel: parcel.surface,
		footprint,
		light_wells: outlines(of('light_well')).map((o) => o.surface),
		building_lines: of('building_line').flatMap((e) =>
			e.geometry?.type === 'LineString' ? [place(e.geometry)] : []
		),
		floors: outlines(of('floor')).map(({ meaning, surface }) => ({
			block: meaning.block,
			floor: meaning.level,
			area_m2: areaOf(surface)
		})),
		yards: outlines(of('yard')).map(({ meaning, surface }) => ({
			block: meaning.block,
			side: meaning.side ?? '',
			area_m2: areaOf(surface),
			geometry: surface
		})),
		info,
		declared: declaredOf(info),
		measured: { parcel_m2: areaOf(parcel.surface), footprint_m2: footprint && areaOf(footprint) },
		unit_m,
		fit: { ...told, controls },
		warnings
	};
}

type Read = DrawnEntity & { meaning: LayerMeaning };

/** @throws DomainError `drawing_numbers` for what stands nowhere; outlines are asked on their own. */
function demandNumbers(found: readonly DrawnEntity[]): void {
	const wrong = found.find((e) => e.problem !== undefined);
	if (wrong) throw new DomainError('drawing_numbers', { params: { layer: wrong.layer } });
}

const AREAS = new Set(['parcel', 'footprint', 'floor', 'yard', 'light_well']);

const drawsOutline = ({ entity, geometry, problem }: DrawnEntity): boolean =>
	problem !== undefined || geometry?.type === 'Polygon' || entity.endsWith('POLYLINE');

/** What stands on the ground: of every block its lowest level, together. */
function onGround(found: readonly (Read & { surface: Surface })[]): Surface | null {
	const lowest = new Map<number | null, number>();
	for (const { meaning } of found) {
		const level = meaning.level ?? 0;
		lowest.set(meaning.block, Math.min(level, lowest.get(meaning.block) ?? level));
	}
	const rings = found
		.filter(({ meaning }) => (meaning.level ?? 0) === lowest.get(meaning.block))
		.map(({ surface }) => surface.coordinates as GeoJSON.Position[][]);
	if (rings.length === 0) return null;
	return rings.length === 1
		? { type: 'Polygon', coordinates: rings[0]! }
		: { type: 'MultiPolygon', coordinates: rings };
}
