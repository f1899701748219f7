import type { z } from 'zod';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { reproject } from '#lib/kernel/geometry.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand, SYSTEM } from '#lib/server/policy/index.ts';
import {
	CheckOnSite,
	CheckPermit,
	checkProposal,
	proposalOf,
	REASONS,
	RULES,
	SUBJECTS,
	verdictOfCheck,
	type LayerAnswer,
	type PermitCheck,
	type Proposal
} from '../rules/index.ts';
import type { CaseRow } from './cases/columns.ts';
import { reckonedValue } from './fees/value.ts';
import { inLegalMetres } from './legal.ts';
import { proposalOnSite } from './site/check.ts';
import { judgedOnce } from './site/kept.ts';
import { placedCase } from './site/plot.ts';
import { demandSize } from './size.ts';
import { demandWhole } from './whole.ts';

/**
 * Holds a building that is not on record against the code: rules R00 to R22. Nothing is saved.
 * @param input `CheckPermit`; or `CheckOnSite`, whose surroundings are read from the map.
 * @throws DomainError `forbidden`, `not_found`, `crs_unknown`, `geometry_too_many_vertices`, `geometry_not_finite`, `geometry_outside_governorate`,
 * `geometry_invalid` with the place; ZodError.
 */
export async function checkPermit(ctx: Ctx, input: unknown): Promise<PermitCheck> {
	demand(ctx, 'permit:check');
	const today = cairoDate(ctx.now());
	const asked = CheckOnSite.parse(input);
	if (asked.parcel_id !== undefined || asked.surroundings) {
		const { proposal, on, layers } = await ctx.readKept((db) =>
			proposalOnSite(ctx, db, asked, { sent: keysOf(input), today })
		);
		return answer(proposal, { on, layers, crs: asked.crs });
	}
	const explicit = CheckPermit.parse(input);
	const proposal = inLegalMetres(proposalOf(explicit, today), explicit.crs);
	demandSize(proposal);
	await ctx.read((db) => demandWhole(db, proposal));
	return answer(proposal, { on: explicit.on ?? today, layers: null, crs: explicit.crs });
}

/**
 * Holds a building on record against the code and against all that the map knows, whoever asks: in the transaction of
 * its step, EPSG:22992.
 */
export async function checkCase(
	ctx: Ctx,
	db: Tx['db'],
	building: z.input<typeof CheckOnSite>,
	priced: Pick<CaseRow, 'life' | 'kind' | 'facts' | 'plot' | 'plot_m2' | 'geom'>
): Promise<PermitCheck> {
	const asked = CheckOnSite.parse({ ...building, surroundings: true });
	const { proposal, on, layers } = await proposalOnSite({ actor: SYSTEM }, db, asked, {
		sent: new Set(),
		today: cairoDate(ctx.now()),
		onRecord: placedCase(priced)
	});
	const { place } = proposal.code;
	const reckoned_value_egp = await reckonedValue(db, priced, { place, on });
	return answer({ ...proposal, reckoned_value_egp }, { on, layers, crs: LEGAL_SRID }, judgedOnce);
}

function answer(
	proposal: Proposal,
	{ on, layers, crs }: { on: CivilDate; layers: LayerAnswer[] | null; crs: string | number },
	judge = checkProposal
): PermitCheck {
	const srid = requireCrs(crs);
	const results = judge(proposal);
	const { rule_set, place } = proposal.code;
	return {
		verdict: verdictOfCheck(results),
		on,
		code: {
			place,
			rule_set: rule_set && { id: rule_set.id, title: rule_set.title, valid_from: rule_set.valid_from }
		},
		results: results.map((r) => ({
			...r,
			title: RULES[r.rule],
			subject_title: SUBJECTS[r.subject] ?? null,
			reason_title: r.reason && REASONS[r.reason],
			witness: r.witness && (srid === LEGAL_SRID ? r.witness : reproject(r.witness, LEGAL_SRID, srid))
		})),
		works_value: {
			declared_egp: proposal.works_value_egp,
			reckoned_egp: proposal.reckoned_value_egp ?? null
		},
		layers
	};
}

/** What was sent, if only as null: null is an answer too, "nobody has that layer". */
function keysOf(input: unknown): ReadonlySet<string> {
	return new Set(Object.keys(input as object));
}
