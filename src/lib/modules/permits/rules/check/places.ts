import { areaOfPart, difference } from '../plane/clip.ts';
import { edgesOf, lineOf, piecesOf } from '../plane/edges.ts';
import { inside } from '../plane/inside.ts';
import { shortestLine } from '../plane/shortest.ts';
import type { Edge, Surface } from '../plane/types.ts';
import type { Boundary } from './frontage.ts';
import { measured, notChecked, result } from './result.ts';
import { SLIVER_M2, type Proposal, type Reason, type RuleResult, type Withheld } from './types.ts';

/** R10: under the lowest ceiling of army and aviation over the plot. */
export function ceilings(p: Proposal): RuleResult[] {
	const about = { rule: 'R10', subject: 'ceiling' } as const;
	if (!p.height_limits) return [notChecked(p, about, 'no_layer')];
	const over = p.height_limits.filter((area) => meets(p.parcel, area.geometry));
	if (over.length === 0) return [result(p, about, { status: 'pass' })];
	return over.map((area) => {
		const here = { ...about, of: area.id };
		if (p.height_m === null)
			return {
				...notChecked(p, here, 'no_number'),
				limit: area.max_height_m,
				bound: 'max' as const,
				unit: 'm' as const,
				...legal(area)
			};
		const said = measured(p, here, {
			actual: p.height_m,
			limit: area.max_height_m,
			bound: 'max',
			unit: 'm',
			witness: area.geometry
		});
		return { ...said, ...legal(area) };
	});
}

/** R15: the whole plot within the urban cordon. */
export function insideCordon(p: Proposal): RuleResult[] {
	const about = { rule: 'R15', subject: 'cordon' } as const;
	if (!p.cordon) return [notChecked(p, about, 'no_layer')];
	const witness = difference(p.parcel, [p.cordon]);
	return [
		measured(p, about, { actual: areaOfPart(witness), limit: SLIVER_M2, bound: 'max', unit: 'm2', witness })
	];
}

/** R16: antiquities, the Nile and canals, listed buildings: each hit asks an agency. */
export function constraintHits(p: Proposal): RuleResult[] {
	const about = { rule: 'R16', subject: 'constraint' } as const;
	if (!p.constraints) return [notChecked(p, about, 'no_layer')];
	const hits = p.constraints.filter((c) => meets(p.parcel, c.geometry));
	if (hits.length === 0) return [result(p, about, { status: 'pass' })];
	return hits.map((c) =>
		result(
			p,
			{ ...about, subject: c.kind, of: c.id },
			{
				status: 'fail',
				reason: c.agency ? 'agency_asked' : null,
				...legal(c),
				witness: c.geometry
			}
		)
	);
}

/** R18: pipes and cables under the building or too near to it. */
export function nearUtilities(p: Proposal): RuleResult[] {
	const about = { rule: 'R18', subject: 'utility', severity: 'warn', from: 'utility_clearance_m' } as const;
	if (!p.utilities) return [notChecked(p, about, missing(p, 'utilities'))];
	if (!p.footprint) return [notChecked(p, about, 'no_footprint')];
	const limit = p.code.values.utility_clearance_m;
	if (limit === undefined) return [notChecked(p, about, 'no_value')];
	const near = p.utilities.flatMap((line) => {
		const way = wayBetween(p.footprint!, line.geometry);
		return way && way.metres < limit
			? [
					measured(
						p,
						{ ...about, of: line.id },
						{ actual: way.metres, limit, bound: 'min', unit: 'm', witness: way.witness }
					)
				]
			: [];
	});
	return near.length ? near : [result(p, about, { status: 'pass', limit, bound: 'min', unit: 'm' })];
}

/** A dig this near to the frontage stands in the way of the site. */
const DIG_REACH_M = 5;

/** R19: somebody digs before the plot while the works are to run. */
export function digsMeanwhile(p: Proposal, boundary: Boundary | null): RuleResult[] {
	const about = { rule: 'R19', subject: 'dig', severity: 'warn' } as const;
	if (!p.digs) return [notChecked(p, about, missing(p, 'digs'))];
	if (!p.works) return [notChecked(p, about, 'no_number')];
	const works = p.works;
	const fronts = boundary?.fronts.flatMap((f) => f.edges) ?? [];
	const border: readonly Edge[] = fronts.length ? fronts : edgesOf(p.parcel);
	const met = p.digs.flatMap((dig) => {
		if (dig.end < works.start || works.end < dig.start) return [];
		const way = shortestLine(border, piecesOf(dig.geometry));
		if (!way || way.distance > DIG_REACH_M) return [];
		return [
			result(
				p,
				{ ...about, of: dig.id },
				{
					status: 'fail',
					actual: way.distance,
					limit: DIG_REACH_M,
					bound: 'min',
					unit: 'm',
					witness: dig.geometry
				}
			)
		];
	});
	return met.length ? met : [result(p, about, { status: 'pass' })];
}

function missing(p: Proposal, layer: Withheld): Reason {
	return p.withheld?.includes(layer) ? 'not_shown' : 'no_layer';
}

function legal({ article, unverified }: { article?: RuleResult['article']; unverified?: boolean }) {
	return { article: article ?? null, unverified: unverified ?? false };
}

/** Whether a plot and something on the map share a place, if only a point. */
export function meets(surface: Surface, geometry: GeoJSON.Geometry): boolean {
	return wayBetween(surface, geometry)?.metres === 0;
}

/** The shortest way between a surface and anything; no way at all where one lies in the other. */
function wayBetween(
	surface: Surface,
	geometry: GeoJSON.Geometry
): { metres: number; witness: GeoJSON.Geometry } | null {
	const pieces = piecesOf(geometry);
	const way = shortestLine(edgesOf(surface), pieces);
	if (!way) return null;
	const [corner] = edgesOf(surface);
	const within =
		pieces.some((piece) => inside(surface, piece.a)) ||
		((geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') && inside(geometry, corner!.a));
	if (within) return { metres: 0, witness: geometry };
	return { metres: way.distance, witness: lineOf(way.from, way.to) };
}
