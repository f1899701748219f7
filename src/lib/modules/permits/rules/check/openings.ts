import { areaOf } from '#lib/kernel/geometry.ts';
import { areaOfPart, intersection } from '../plane/clip.ts';
import { inscribedCircle } from '../plane/circle.ts';
import { measured, notChecked } from './result.ts';
import type { Proposal, RuleResult } from './types.ts';

/** R11: each light well by its area and the diameter of the largest circle in it. */
export function lightWells(p: Proposal): RuleResult[] {
	const { light_well_area_m2, light_well_side_m } = p.code.values;
	return p.light_wells.flatMap((well, i) => {
		const of = String(i + 1);
		const area = { rule: 'R11', subject: 'well_area', of, from: 'light_well_area_m2' } as const;
		const side = { rule: 'R11', subject: 'well_side', of, from: 'light_well_side_m' } as const;
		const circle = inscribedCircle(well);
		return [
			light_well_area_m2 === undefined
				? notChecked(p, area, 'no_value')
				: measured(p, area, {
						actual: areaOf(well),
						limit: light_well_area_m2,
						bound: 'min',
						unit: 'm2',
						witness: well
					}),
			light_well_side_m === undefined || !circle
				? notChecked(p, side, 'no_value')
				: measured(p, side, {
						actual: circle.radius * 2,
						limit: light_well_side_m,
						bound: 'min',
						unit: 'm',
						witness: { type: 'LineString', coordinates: [[...across(circle)], [...circle.touches]] }
					})
		];
	});
}

/** R12: what balconies and the like have over the street, in square metres. */
export function projections(p: Proposal): RuleResult[] {
	return p.projections.map((projection, i) => {
		const about = { rule: 'R12', subject: 'projection', of: String(i + 1), from: 'projection_m2' } as const;
		if (!p.streets) return notChecked(p, about, 'no_layer');
		const limit = p.code.values.projection_m2;
		if (limit === undefined) return notChecked(p, about, 'no_value');
		const witness = intersection(
			projection,
			p.streets.map((s) => s.right_of_way)
		);
		return measured(p, about, { actual: areaOfPart(witness), limit, bound: 'max', unit: 'm2', witness });
	});
}

/** The end of the diameter that faces the place where the circle touches. */
function across({
	centre,
	touches
}: {
	centre: readonly [number, number];
	touches: readonly [number, number];
}) {
	return [2 * centre[0] - touches[0], 2 * centre[1] - touches[1]];
}
