import { areaOfPart, difference, symmetricDifference } from '../plane/clip.ts';
import { edgesOf } from '../plane/edges.ts';
import { wayTo } from '../plane/shortest.ts';
import type { Point, Surface } from '../plane/types.ts';
import { measured, notChecked } from './result.ts';
import type { Proposal, RuleResult } from './types.ts';

const OUTLINE_M2 = 0.5;
const OVER_LINE_M = 0.1;

/** R22: what was built against what was licensed: the area that differs, how far a wall stands out, the height. */
export function asBuilt(p: Proposal): RuleResult[] {
	if (!p.as_built) return [];
	if (!p.footprint) return [notChecked(p, { rule: 'R22', subject: 'outline' }, 'no_footprint')];
	const { outline, height_m } = p.as_built;
	const differing = symmetricDifference(outline, p.footprint);
	const excess = difference(outline, [p.footprint]);
	const results = [
		measured(
			p,
			{ rule: 'R22', subject: 'outline' },
			{
				actual: areaOfPart(differing),
				limit: OUTLINE_M2,
				bound: 'max',
				unit: 'm2',
				witness: differing
			}
		),
		measured(
			p,
			{ rule: 'R22', subject: 'over_line' },
			{
				actual: farthestOut(excess, p.footprint),
				limit: OVER_LINE_M,
				bound: 'max',
				unit: 'm',
				witness: excess
			}
		)
	];
	if (height_m !== null && p.height_m !== null)
		results.push(
			measured(
				p,
				{ rule: 'R22', subject: 'height' },
				{
					actual: height_m - p.height_m,
					limit: OVER_LINE_M,
					bound: 'max',
					unit: 'm'
				}
			)
		);
	return results;
}

/** How far the farthest corner of a piece lies from a surface, in metres. */
function farthestOut(piece: GeoJSON.MultiPolygon | null, from: Surface): number {
	const walls = edgesOf(from);
	const corners = (piece?.coordinates.flat(2) ?? []) as unknown as Point[];
	return corners.reduce((farthest, corner) => Math.max(farthest, wayTo(walls, corner)?.distance ?? 0), 0);
}
