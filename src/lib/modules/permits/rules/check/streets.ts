import { heightAllowed } from '../code/height.ts';
import type { Boundary, Frontage } from './frontage.ts';
import { measured, notChecked, result } from './result.ts';
import { setbacks } from './setbacks.ts';
import type { Proposal, RuleResult } from './types.ts';

/** R03: front (towards each street), back and sides. */
export function yards(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const about = { rule: 'R03', subject: 'front', from: 'front_setback_m' } as const;
	if (!boundary) return [notChecked(p, about, 'no_layer')];
	if (!p.footprint) return [notChecked(p, about, 'no_footprint')];
	if (boundary.fronts.length === 0) return [notChecked(p, about, 'no_street')];
	const parts = [
		...boundary.fronts.map((front) => ({
			...about,
			of: front.street.id as string | null,
			edges: front.edges
		})),
		{ rule: 'R03', subject: 'rear', from: 'rear_setback_m', of: null, edges: boundary.rear } as const,
		{ rule: 'R03', subject: 'side', from: 'side_setback_m', of: null, edges: boundary.sides } as const
	];
	const found = setbacks(
		p.footprint,
		boundary.plot,
		parts.map((part) => part.edges)
	);
	return parts.flatMap((part, i) => {
		const setback = found[i];
		if (!setback) return [];
		const limit = p.code.values[part.from];
		if (limit === undefined)
			return [{ ...notChecked(p, part, 'no_value'), actual: setback.metres, unit: 'm' as const }];
		return [
			measured(p, part, { actual: setback.metres, limit, bound: 'min', unit: 'm', witness: setback.witness })
		];
	});
}

/** R06: how wide each street before the plot is; evidence for the height. */
export function streetWidths(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const about = { rule: 'R06', subject: 'street', severity: 'info' } as const;
	if (!boundary) return [notChecked(p, about, 'no_layer')];
	if (boundary.fronts.length === 0) return [notChecked(p, about, 'no_street')];
	return boundary.fronts.map((front) => {
		const here = { ...about, of: front.street.id };
		if (!front.width) return notChecked(p, here, 'no_width');
		return result(p, here, {
			status: 'pass',
			actual: front.width.width_m,
			unit: 'm',
			witness: raysOf(front)
		});
	});
}

/** R07 in a town, R08 in a village: the height that the street and the plan allow, and the floors. */
export function heights(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const rule = p.code.place === 'city' ? 'R07' : 'R08';
	const width = governing(p, boundary)?.width?.width_m ?? null;
	const allowed = heightAllowed(p.code, width);
	const about = { rule, subject: 'height', ...(allowed.from ? { from: allowed.from } : {}) } as const;
	const witness = raysOf(governing(p, boundary));
	const results: RuleResult[] = [];
	if (allowed.height_m === null)
		results.push({
			...notChecked(p, about, boundary || allowed.reason !== 'no_width' ? allowed.reason! : 'no_layer'),
			actual: p.height_m,
			unit: 'm',
			witness
		});
	else if (p.height_m === null)
		results.push({
			...notChecked(p, about, 'no_number'),
			limit: allowed.height_m,
			bound: 'max',
			unit: 'm',
			witness
		});
	else {
		const held = measured(p, about, {
			actual: p.height_m,
			limit: allowed.height_m,
			bound: 'max',
			unit: 'm',
			witness,
			reason: allowed.reason
		});
		const byStreet = allowed.reason !== 'plan_decides';
		results.push(byStreet && openWidth(p, boundary, held) ? openHeight(p, about, held) : held);
	}
	if (allowed.floors !== null) {
		const from = p.code.values.max_floors === undefined ? ('height_steps' as const) : ('max_floors' as const);
		const storeys = { rule, subject: 'floors', from } as const;
		const held =
			p.floors === null
				? notChecked(p, storeys, 'no_number')
				: measured(p, storeys, { actual: p.floors, limit: allowed.floors, bound: 'max', unit: 'count' });
		const open = from === 'height_steps' && openWidth(p, boundary, held);
		results.push(open ? openHeight(p, storeys, held) : held);
	}
	return results;
}

/** R07, R08 of a fence: its own height, where the code limits it. */
export function fenceHeight(p: Proposal): RuleResult[] {
	const about = {
		rule: p.code.place === 'city' ? 'R07' : 'R08',
		subject: 'height',
		from: 'fence_height_m'
	} as const;
	const limit = p.code.values.fence_height_m;
	if (limit === undefined) return [];
	if (p.height_m === null) return [{ ...notChecked(p, about, 'no_number'), limit, bound: 'max', unit: 'm' }];
	return [measured(p, about, { actual: p.height_m, limit, bound: 'max', unit: 'm' })];
}

/** A street that nobody could measure may be wider than those that were, or narrower: whether that could turn a result. */
function openWidth(p: Proposal, boundary: Boundary | null, held: RuleResult): boolean {
	const narrowest = p.code.values.corner_rule === 'narrowest';
	return held.status === (narrowest ? 'pass' : 'fail') && !!boundary?.fronts.some((front) => !front.width);
}

function openHeight(p: Proposal, about: Parameters<typeof notChecked>[1], held: RuleResult): RuleResult {
	const { actual, limit, bound, unit, witness } = held;
	return { ...notChecked(p, about, 'no_width'), actual, limit, bound, unit, witness };
}

/** R09: what each street of a plot on several would allow, and which of them governs. */
export function corners(p: Proposal, boundary: Boundary | null): RuleResult[] {
	if (!boundary) return [notChecked(p, { rule: 'R09', subject: 'other', severity: 'info' }, 'no_layer')];
	if (boundary.fronts.length < 2) return [];
	const by = governing(p, boundary);
	return boundary.fronts.map((front) =>
		result(
			p,
			{
				rule: 'R09',
				subject: front === by ? 'governing' : 'other',
				of: front.street.id,
				severity: 'info',
				from: 'corner_rule'
			},
			{
				status: front.width ? 'pass' : 'not_checked',
				actual: front.width?.width_m ?? null,
				limit: heightAllowed(p.code, front.width?.width_m ?? null).height_m,
				bound: 'max',
				unit: 'm',
				reason: front.width ? null : 'no_width',
				witness: raysOf(front)
			}
		)
	);
}

/** R13: a street narrower than the least is built on only half the difference behind its edge. */
export function narrowStreets(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const least = p.code.values.min_street_m;
	const whole = { rule: 'R13', subject: 'street', from: 'min_street_m' } as const;
	if (least === undefined) return [notChecked(p, whole, 'no_value')];
	if (!boundary) return [notChecked(p, whole, 'no_layer')];
	const behind = p.footprint
		? setbacks(
				p.footprint,
				boundary.plot,
				boundary.fronts.map((f) => f.edges)
			)
		: [];
	return boundary.fronts.flatMap((front, i) => {
		const about = { ...whole, of: front.street.id };
		if (!front.width) return [notChecked(p, about, 'no_width')];
		const witness = raysOf(front);
		const width = front.width.width_m;
		const setback = behind[i]?.metres ?? null;
		const missing = (least - width) / 2;
		if (missing > 0 && setback !== null && setback >= missing - 0.005)
			return [
				result(p, about, {
					status: 'pass',
					actual: width,
					limit: least,
					bound: 'min',
					unit: 'm',
					reason: 'set_back_enough',
					witness: behind[i]!.witness
				})
			];
		return [measured(p, about, { actual: width, limit: least, bound: 'min', unit: 'm', witness })];
	});
}

/** The frontage that decides the height: the widest street, or the narrowest where the code says so. */
export function governing(p: Proposal, boundary: Boundary | null): Frontage | null {
	const fronts = boundary?.fronts.filter((f) => f.width) ?? [];
	const narrowest = p.code.values.corner_rule === 'narrowest';
	return (narrowest ? fronts.at(-1) : fronts[0]) ?? null;
}

function raysOf(front: Frontage | null): GeoJSON.MultiLineString | null {
	if (!front?.width) return null;
	return {
		type: 'MultiLineString',
		coordinates: front.width.rays.map(({ from, to }) => [[...from], [...to]])
	};
}
