import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demandAppealable, demandAppealed, type AppealOutcome, type InputOf } from '../../rules/index.ts';
import { revokeOfCase } from '../certificates/revoke.ts';
import { supersede } from '../fees/account.ts';
import type { CaseRow } from './columns.ts';
import { drawReviewer } from './draws.ts';
import { demandUnnamed } from './names.ts';
import { keepStep, type Effect } from './step.ts';

/** The case is read again: what is told of its appeal is not in the step. */
const readAgain = async () => {};

/** The steps of an appeal: filed by whoever asks, decided by who had no hand in the refusal. */
export const APPEAL_EFFECTS = {
	/** @throws DomainError `permit_appeal_late`, `permit_appeal_twice`, `invalid_input` for grounds that name somebody. */
	file_appeal: async (
		ctx: Ctx,
		tx: Tx,
		found: CaseRow,
		{ grounds }: InputOf<'file_appeal'>
	): Promise<Effect> => {
		demandAppealable(found.appeal, cairoDate(ctx.now()));
		await demandUnnamed(tx, found, [{ path: 'grounds', text: grounds }]);
		await sql`insert into permit_appeal (permit_id, filed_at, grounds)
			values (${found.id}::bigint, ${ctx.now()}, ${grounds})`.execute(tx.db);
		return { after: readAgain };
	},
	/** @throws DomainError `permit_appeal_none`. */
	dismiss_appeal: async (
		ctx: Ctx,
		tx: Tx,
		found: CaseRow,
		{ reason, article }: InputOf<'dismiss_appeal'>
	): Promise<Effect> => {
		await decide(ctx, tx, found, 'dismissed');
		return { reason, detail: { article }, after: readAgain };
	},
	/**
	 * The refusal is taken back and the file examined anew, by others: whoever reviewed, approved or refused has no duty in
	 * it any more, another reviewer is drawn, and the law counts from today.
	 * @throws DomainError `permit_appeal_none`, `permit_head_alone`, `permit_authority_alone`, `permit_reviewers_few`,
	 * `invalid_input` for a reason that names somebody.
	 */
	grant_appeal: async (
		ctx: Ctx,
		tx: Tx,
		found: CaseRow,
		{ reason }: InputOf<'grant_appeal'>
	): Promise<Effect> => {
		// The next reviewer reads why, and must not know whose the case is.
		await demandUnnamed(tx, found, [{ path: 'reason', text: reason }]);
		await demandOthers(ctx, tx, found);
		await decide(ctx, tx, found, 'granted');
		return {
			reason,
			columns: { decided_at: null, deemed_at: null, certificate_on: cairoDate(ctx.now()) },
			after: async (accepted) => {
				await revokeOfCase(ctx, tx, { id: found.id, kind: 'refusal' }, { reason, article: null });
				await sql`update permit_hand set ended_at = ${ctx.now()} where permit_id = ${found.id}::bigint
					and duty in ('reviewer', 'approver', 'authority') and ended_at is null`.execute(tx.db);
				// What the licence costs is reckoned when it is approved; what was paid stays paid.
				await supersede(ctx, tx, found.id, 'issue');
				await drawReviewer(ctx, tx, found.id);
				await keepStep(ctx, tx, accepted, { action: 'assign', duty: 'system', to: 'assigned' });
			}
		};
	}
};

/** Whoever had a hand in the case takes no other part: somebody else must be there to approve, and a third to issue. */
async function demandOthers(ctx: Ctx, tx: Tx, { root_id, unit_path }: CaseRow): Promise<void> {
	const day = cairoDate(ctx.now());
	const { rows } = await sql<{
		role: string;
		person: string;
	}>`select distinct a.role, a.person_id::text as person
		from assignment a
			join unit u on u.id = a.unit_id and starts_with(${unit_path}, u.path)
			join person h on h.id = a.person_id and h.active
		where a.role in ('head_of_engineering', 'authority') and a.valid_from <= ${day}::date
			and (a.valid_to is null or ${day}::date <= a.valid_to)
			and not exists (select from permit_hand x where x.root_id = ${root_id}::bigint and x.person_id = a.person_id)`.execute(
		tx.db
	);
	const holding = (role: string) => rows.filter((r) => r.role === role).map((r) => r.person);
	const heads = holding('head_of_engineering');
	const authorities = holding('authority');
	if (!heads.length) throw new DomainError('permit_head_alone');
	if (!authorities.some((one) => heads.some((other) => other !== one)))
		throw new DomainError('permit_authority_alone');
}

async function decide(ctx: Ctx, tx: Tx, found: CaseRow, outcome: AppealOutcome): Promise<void> {
	demandAppealed(found.appeal);
	await sql`update permit_appeal set outcome = ${outcome}, decided_at = ${ctx.now()}
		where permit_id = ${found.id}::bigint and outcome is null`.execute(tx.db);
}
