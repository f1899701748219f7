import type { Boundary } from './frontage.ts';
import { measured, notChecked, result } from './result.ts';
import { governing } from './streets.ts';
import type { Proposal, RuleResult } from './types.ts';

/** R14: the use the zone allows; shops only on the lower floors and on a street that is wide enough. */
export function useOfZone(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const { uses, shop_top_floor, shop_street_m } = p.code.values;
	const results: RuleResult[] = [];
	const use = { rule: 'R14', subject: 'use', of: p.use, from: 'uses' } as const;
	if (!uses) results.push(notChecked(p, use, 'no_value'));
	else if (p.use === null) results.push(notChecked(p, use, 'no_number'));
	else results.push(result(p, use, { status: uses.includes(p.use) ? 'pass' : 'fail' }));
	if (p.shop_floor === null) return results;
	const floor = { rule: 'R14', subject: 'shop_floor', from: 'shop_top_floor' } as const;
	results.push(
		shop_top_floor === undefined
			? notChecked(p, floor, 'no_value')
			: measured(p, floor, { actual: p.shop_floor, limit: shop_top_floor, bound: 'max', unit: 'count' })
	);
	const street = { rule: 'R14', subject: 'shop_street', from: 'shop_street_m' } as const;
	const width = governing(p, boundary)?.width?.width_m;
	if (shop_street_m !== undefined)
		results.push(
			width === undefined
				? notChecked(p, street, boundary ? 'no_width' : 'no_layer')
				: measured(p, street, { actual: width, limit: shop_street_m, bound: 'min', unit: 'm' })
		);
	return results;
}

/** R17: whether the works need the insurance of article 46, and have it; and whether too little is declared. */
export function insurance(p: Proposal): RuleResult[] {
	return [neededInsurance(p), ...declaredValue(p)];
}

function neededInsurance(p: Proposal): RuleResult {
	const { insurance_value_egp, insurance_floors } = p.code.values;
	const about = { rule: 'R17', subject: 'insurance', severity: 'warn', from: 'insurance_value_egp' } as const;
	if (insurance_value_egp === undefined && insurance_floors === undefined)
		return notChecked(p, about, 'no_value');
	const value = worthOf(p);
	const byFloors = insurance_floors !== undefined && p.floors !== null && p.floors >= insurance_floors;
	const byValue = insurance_value_egp !== undefined && value !== null && value >= insurance_value_egp;
	const needed = byFloors || byValue;
	const unknown =
		(insurance_floors !== undefined && p.floors === null) ||
		(insurance_value_egp !== undefined && value === null);
	if (!needed && unknown) return notChecked(p, about, 'no_number');
	const said =
		byFloors && !byValue
			? { actual: p.floors, limit: insurance_floors!, unit: 'count' as const }
			: { actual: value, limit: insurance_value_egp ?? null, unit: 'egp' as const };
	return result(p, byFloors && !byValue ? { ...about, from: 'insurance_floors' } : about, {
		status: !needed || p.insured ? 'pass' : 'fail',
		...said,
		reason: needed ? 'insurance_needed' : null
	});
}

/** What is declared against what unit costs come to, less what the code lets it be under. */
function declaredValue(p: Proposal): RuleResult[] {
	const { works_value_egp: declared, reckoned_value_egp: reckoned = null } = p;
	const pct = p.code.values.works_value_pct;
	if (declared === null || reckoned === null || pct === undefined) return [];
	const about = { rule: 'R17', subject: 'works_value', severity: 'warn', from: 'works_value_pct' } as const;
	const held = measured(p, about, {
		...{ actual: declared, limit: reckoned * (1 - pct / 100), bound: 'min', unit: 'egp' }
	});
	return [{ ...held, reason: held.status === 'fail' ? 'value_low' : null }];
}

/** Of what is declared and what is reckoned the greater. */
function worthOf({ works_value_egp, reckoned_value_egp = null }: Proposal): number | null {
	if (works_value_egp === null || reckoned_value_egp === null) return works_value_egp ?? reckoned_value_egp;
	return Math.max(works_value_egp, reckoned_value_egp);
}

/** R20: a violation, removal order or open reconciliation on the plot. */
export function openViolations(p: Proposal): RuleResult[] {
	const about = { rule: 'R20', subject: 'violation' } as const;
	if (!p.violations) return [notChecked(p, about, 'no_layer')];
	if (p.violations.length === 0) return [result(p, about, { status: 'pass' })];
	return p.violations.map((v) =>
		result(p, { rule: 'R20', subject: v.kind, of: v.id }, { status: 'fail', witness: p.parcel })
	);
}

/** R21: places for cars by the number of homes. */
export function parking(p: Proposal): RuleResult[] {
	const about = { rule: 'R21', subject: 'parking', from: 'parking_per_unit' } as const;
	const each = p.code.values.parking_per_unit;
	if (each === undefined) return [notChecked(p, about, 'no_value')];
	if (p.units === null || p.parking_spaces === null) return [notChecked(p, about, 'no_number')];
	const limit = Math.ceil(p.units * each - 1e-9);
	return [measured(p, about, { actual: p.parking_spaces, limit, bound: 'min', unit: 'count' })];
}
