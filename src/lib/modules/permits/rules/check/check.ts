import { areaOf } from '#lib/kernel/geometry.ts';
import { codeForPlot } from '../code/code.ts';
import { asBuilt } from './as-built.ts';
import { behindBuildingLine, coverage, declaredAreas, floorAreaRatio, insideParcel } from './areas.ts';
import { boundaryOf } from './frontage.ts';
import { insurance, openViolations, parking, useOfZone } from './numbers.ts';
import { lightWells, projections } from './openings.ts';
import { ceilings, constraintHits, digsMeanwhile, insideCordon, nearUtilities } from './places.ts';
import { moved } from './place.ts';
import { corners, fenceHeight, heights, narrowStreets, streetWidths, yards } from './streets.ts';
import type { Proposal, RuleId, RuleResult, Severity } from './types.ts';

/** `not_checked`: nothing failed, but a rule that decides could not be checked, or none could; silence is no consent. */
export type CheckVerdict = 'pass' | 'warn' | 'block' | 'not_checked';

/** Rules of geometry and height without which nobody can say that a building may stand as it is drawn. */
const DECIDING: readonly RuleId[] = ['R01', 'R02', 'R03', 'R04', 'R05', 'R07', 'R08', 'R13', 'R22'];
const HEIGHTS: readonly RuleId[] = ['R07', 'R08'];

/**
 * Holds a proposal against its code, rule by rule (R00 to R22), in planar metres. The same function answers in the
 * browser while a wall is dragged and on the server when it is saved.
 */
export function checkProposal(proposal: Proposal): RuleResult[] {
	const code = codeForPlot(proposal.code, areaOf(proposal.parcel));
	const { local, back } = moved({ ...proposal, code });
	const { scope } = local;
	// Of works on the whole plot, where nobody drew an outline.
	const touched =
		scope?.outline === 'plot' && !local.footprint ? { ...local, footprint: local.parcel } : local;
	const boundary = local.streets && boundaryOf(local.parcel, local.streets);
	return [
		...declaredAreas(local),
		...insideParcel(local),
		...behindBuildingLine(touched),
		...yards(local, boundary),
		...coverage(local),
		...floorAreaRatio(local),
		...streetWidths(local, boundary),
		...(scope?.height === 'fence' ? fenceHeight(local) : heights(local, boundary)),
		...corners(local, boundary),
		...ceilings(local),
		...lightWells(local),
		...projections(local),
		...narrowStreets(local, boundary),
		...useOfZone(local, boundary),
		...insideCordon(local),
		...constraintHits(local),
		...insurance(local),
		...nearUtilities(touched),
		...digsMeanwhile(local, boundary),
		...openViolations(local),
		...parking(local),
		...asBuilt(local)
	]
		.filter((r) => !scope?.rules || scope.rules.includes(r.rule))
		.map((r) => ({ ...r, witness: r.witness && back(r.witness) }));
}

/**
 * The gravest that any rule says. A number that the code does not set asks for nothing, but of the height: a plot that
 * nobody limits is one that nobody judged.
 */
export function verdictOfCheck(
	results: readonly Pick<RuleResult, 'rule' | 'subject' | 'status' | 'severity' | 'reason'>[]
): CheckVerdict {
	const failed = results.filter((r) => r.status === 'fail').map((r): Severity => r.severity);
	if (failed.includes('block')) return 'block';
	if (results.some(leftOpen)) return 'not_checked';
	if (failed.includes('warn')) return 'warn';
	return results.some((r) => r.status === 'pass') ? 'pass' : 'not_checked';
}

function leftOpen({
	rule,
	subject,
	status,
	severity,
	reason
}: Pick<RuleResult, 'rule' | 'subject' | 'status' | 'severity' | 'reason'>): boolean {
	if (status !== 'not_checked' || severity !== 'block' || !DECIDING.includes(rule)) return false;
	// Without the layer of plots the neighbour's side of the line is still this plot's.
	if (subject === 'neighbour') return false;
	return reason !== 'no_value' || HEIGHTS.includes(rule);
}
