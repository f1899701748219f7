import { areaOf } from '#lib/kernel/geometry.ts';
import { codeForPlot } from '../code/code.ts';
import { asBuilt } from './as-built.ts';
import { behindBuildingLine, coverage, declaredAreas, floorAreaRatio, insideParcel } from './areas.ts';
import { boundaryOf } from './frontage.ts';
import { insurance, openViolations, parking, useOfZone } from './numbers.ts';
import { lightWells, projections } from './openings.ts';
import { ceilings, constraintHits, digsMeanwhile, insideCordon, nearUtilities } from './places.ts';
import { moved } from './place.ts';
import { corners, heights, narrowStreets, streetWidths, yards } from './streets.ts';
import type { Proposal, RuleResult, Severity } from './types.ts';

/** `not_checked`: no rule found what it needs, and silence is no consent. */
export type CheckVerdict = 'pass' | 'warn' | 'block' | 'not_checked';

/**
 * Holds a proposal against its code, rule by rule (R00 to R22), in planar metres. The same function answers in the
 * browser while a wall is dragged and on the server when it is saved.
 */
export function checkProposal(proposal: Proposal): RuleResult[] {
	const code = codeForPlot(proposal.code, areaOf(proposal.parcel));
	const { local, back } = moved({ ...proposal, code });
	const boundary = local.streets && boundaryOf(local.parcel, local.streets);
	return [
		...declaredAreas(local),
		...insideParcel(local),
		...behindBuildingLine(local),
		...yards(local, boundary),
		...coverage(local),
		...floorAreaRatio(local),
		...streetWidths(local, boundary),
		...heights(local, boundary),
		...corners(local, boundary),
		...ceilings(local),
		...lightWells(local),
		...projections(local),
		...narrowStreets(local, boundary),
		...useOfZone(local, boundary),
		...insideCordon(local),
		...constraintHits(local),
		...insurance(local),
		...nearUtilities(local),
		...digsMeanwhile(local, boundary),
		...openViolations(local),
		...parking(local),
		...asBuilt(local)
	].map((r) => ({ ...r, witness: r.witness && back(r.witness) }));
}

/** The gravest that any rule says; what was not checked counts neither as passed nor as failed. */
export function verdictOfCheck(results: readonly Pick<RuleResult, 'status' | 'severity'>[]): CheckVerdict {
	const failed = results.filter((r) => r.status === 'fail').map((r): Severity => r.severity);
	if (failed.includes('block')) return 'block';
	if (failed.includes('warn')) return 'warn';
	return results.some((r) => r.status === 'pass') ? 'pass' : 'not_checked';
}
