import { areaOf } from '#lib/kernel/geometry.ts';
import { areaOfPart, difference, intersection } from '../plane/clip.ts';
import { floorTooSmall, LARGEST_FLOOR } from './floors.ts';
import { measured, notChecked } from './result.ts';
import { SLIVER_M2, type Proposal, type Reason, type RuleResult } from './types.ts';

/** R00: a declared area against the drawn one, in percent of the declared. */
export function declaredAreas(p: Proposal): RuleResult[] {
	const limit = p.code.values.declared_area_pct;
	const compare = (subject: string, declared: number | null, drawn: number | null) => {
		const about = { rule: 'R00', subject, from: 'declared_area_pct' } as const;
		if (limit === undefined) return notChecked(p, about, 'no_value');
		if (declared === null) return notChecked(p, about, 'no_number');
		if (drawn === null) return notChecked(p, about, 'no_footprint');
		const actual = (Math.abs(drawn - declared) / declared) * 100;
		return measured(p, about, { actual, limit, bound: 'max', unit: 'pct', witness: drawnOf(p, subject) });
	};
	return [
		compare('parcel', p.declared.parcel_m2, areaOf(p.parcel)),
		compare('footprint', p.declared.footprint_m2, p.footprint && areaOf(p.footprint))
	];
}

/** R01: nothing is built outside the plot, nor on a neighbour's. */
export function insideParcel(p: Proposal): RuleResult[] {
	if (!p.footprint) return [notChecked(p, { rule: 'R01', subject: 'parcel' }, 'no_footprint')];
	const footprint = p.footprint;
	const held = (subject: string, of: string | null, witness: GeoJSON.MultiPolygon | null) =>
		measured(
			p,
			{ rule: 'R01', subject, of },
			{
				actual: areaOfPart(witness),
				limit: SLIVER_M2,
				bound: 'max',
				unit: 'm2',
				witness
			}
		);
	return [
		held('parcel', null, difference(footprint, [p.parcel])),
		...(p.neighbours ? [] : [notChecked(p, { rule: 'R01', subject: 'neighbour' }, 'no_layer')]),
		...(p.neighbours ?? []).flatMap((n) => {
			const shared = intersection(footprint, [n.geometry]);
			return areaOfPart(shared) > SLIVER_M2 ? [held('neighbour', n.id, shared)] : [];
		})
	];
}

/** R02: nothing is built beyond the building line, which is the edge of the streets' right of way. */
export function behindBuildingLine(p: Proposal): RuleResult[] {
	const about = { rule: 'R02', subject: 'building_line' } as const;
	if (!p.streets) return [notChecked(p, about, 'no_layer')];
	if (!p.footprint) return [notChecked(p, about, 'no_footprint')];
	const witness = intersection(
		p.footprint,
		p.streets.map((s) => s.right_of_way)
	);
	return [
		measured(p, about, { actual: areaOfPart(witness), limit: SLIVER_M2, bound: 'max', unit: 'm2', witness })
	];
}

/** R04: the built part of the plot, in percent. */
export function coverage(p: Proposal): RuleResult[] {
	const about = { rule: 'R04', subject: 'footprint', from: 'coverage_pct' } as const;
	const limit = p.code.values.coverage_pct;
	if (limit === undefined) return [notChecked(p, about, 'no_value')];
	if (!p.footprint) return [notChecked(p, about, 'no_footprint')];
	const actual = (areaOf(p.footprint) / areaOf(p.parcel)) * 100;
	return [measured(p, about, { actual, limit, bound: 'max', unit: 'pct', witness: p.footprint })];
}

/**
 * R05: all floors together to the plot. Without a list every floor is as large as the footprint; a list that is not of
 * every floor, or that the drawing belies, passes nothing, and fails where even the least that is built is too much.
 */
export function floorAreaRatio(p: Proposal): RuleResult[] {
	const about = { rule: 'R05', subject: 'floors', from: 'floor_area_ratio' } as const;
	const limit = p.code.values.floor_area_ratio;
	if (limit === undefined) return [notChecked(p, about, 'no_value')];
	const { least, reason } = floorArea(p);
	const held = measured(p, about, {
		...{ actual: least / areaOf(p.parcel), limit, bound: 'max', unit: 'ratio' },
		...{ witness: p.footprint, reason }
	});
	return [reason && held.status === 'pass' ? notChecked(p, about, reason) : held];
}

/** Square metres of all floors, at least; and why that may not be all. */
export function floorArea(p: Proposal): { least: number; reason: Reason | null } {
	const { footprint, floors, floor_areas_m2: told } = p;
	const sum = (told ?? []).reduce((all, area) => all + area, 0);
	if (!footprint) return { least: sum, reason: 'no_footprint' };
	const outline = areaOf(footprint);
	const wells = areaOfPart(intersection(footprint, p.light_wells));
	const ground = outline - wells;
	if (!floors) return { least: Math.max(sum, ground), reason: 'no_number' };
	if (!told) return { least: outline * floors, reason: null };
	const least = Math.max(sum, ground);
	if (told.length !== floors) return { least, reason: 'areas_count' };
	if (Math.max(...told) < ground * LARGEST_FLOOR) return { least, reason: 'areas_small' };
	if (floorTooSmall(told, ground)) return { least, reason: 'area_tiny' };
	return { least: sum, reason: null };
}

const drawnOf = (p: Proposal, subject: string) => (subject === 'parcel' ? p.parcel : p.footprint);
