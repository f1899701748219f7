import { areaOf } from '#lib/kernel/geometry.ts';
import { areaOfPart, difference, intersection } from '../plane/clip.ts';
import { measured, notChecked } from './result.ts';
import { SLIVER_M2, type Proposal, type RuleResult } from './types.ts';

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

/** R05: all floors together to the plot. Without a list every floor is as large as the footprint. */
export function floorAreaRatio(p: Proposal): RuleResult[] {
	const about = { rule: 'R05', subject: 'floors', from: 'floor_area_ratio' } as const;
	const limit = p.code.values.floor_area_ratio;
	if (limit === undefined) return [notChecked(p, about, 'no_value')];
	const built = floorArea(p);
	if (built === null) return [notChecked(p, about, p.footprint ? 'no_number' : 'no_footprint')];
	return [
		measured(p, about, {
			actual: built / areaOf(p.parcel),
			limit,
			bound: 'max',
			unit: 'ratio',
			witness: p.footprint
		})
	];
}

/** Square metres of all floors; null where nobody said how many. */
export function floorArea(p: Proposal): number | null {
	if (p.floor_areas_m2) return p.floor_areas_m2.reduce((sum, area) => sum + area, 0);
	return p.footprint && p.floors !== null ? areaOf(p.footprint) * p.floors : null;
}

const drawnOf = (p: Proposal, subject: string) => (subject === 'parcel' ? p.parcel : p.footprint);
