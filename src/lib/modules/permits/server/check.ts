import { cairoDate } from '#lib/kernel/cairo.ts';
import { LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { reproject } from '#lib/kernel/geometry.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	CheckPermit,
	checkProposal,
	proposalOf,
	REASONS,
	RULES,
	SUBJECTS,
	verdictOfCheck,
	withGeometry,
	type CheckVerdict,
	type Place,
	type RuleResult
} from '../rules/index.ts';
import { demandSize } from './size.ts';
import { demandWhole } from './whole.ts';

/** What a check says: the verdict first, then each rule. */
export interface PermitCheck {
	verdict: CheckVerdict;
	/** The day whose code judged. */
	on: CivilDate;
	code: { place: Place; rule_set: { id: string; title: Bilingual; valid_from: CivilDate } | null };
	/** Witness geometry in the system of the question. */
	results: (RuleResult & {
		title: Bilingual;
		subject_title: Bilingual | null;
		reason_title: Bilingual | null;
	})[];
}

/**
 * Holds a building that is not on record against the code: rules R00 to R22. Nothing is saved.
 * @param input `CheckPermit`
 * @throws DomainError `forbidden`, `crs_unknown`, `geometry_too_many_vertices`, `geometry_not_finite`, `geometry_invalid` with the place; ZodError.
 */
export async function checkPermit(ctx: Ctx, input: unknown): Promise<PermitCheck> {
	demand(ctx, 'permit:check');
	const asked = CheckPermit.parse(input);
	const srid = requireCrs(asked.crs);
	const today = cairoDate(ctx.now());
	const given = proposalOf(asked, today);
	demandSize(given);
	const proposal =
		srid === LEGAL_SRID ? given : withGeometry(given, (g) => reproject(g, srid, LEGAL_SRID) as typeof g);
	await ctx.read((db) => demandWhole(db, proposal));
	const results = checkProposal(proposal);
	const { rule_set } = proposal.code;
	return {
		verdict: verdictOfCheck(results),
		on: asked.on ?? today,
		code: {
			place: proposal.code.place,
			rule_set: rule_set && { id: rule_set.id, title: rule_set.title, valid_from: rule_set.valid_from }
		},
		results: results.map((r) => ({
			...r,
			title: RULES[r.rule],
			subject_title: SUBJECTS[r.subject] ?? null,
			reason_title: r.reason && REASONS[r.reason],
			witness: r.witness && reproject(r.witness, LEGAL_SRID, srid)
		}))
	};
}
