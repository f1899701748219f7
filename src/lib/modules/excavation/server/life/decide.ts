import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	APPROVAL_STEPS,
	ApproveDig,
	STEP_ROLE,
	WithReason,
	type ApprovalStep,
	type Dig
} from '../../rules/index.ts';
import { keepPromise } from '../calendar/promised.ts';
import { changeDig, type ChangeOptions, type Decided } from '../change.ts';
import { demandRegistered } from '../contractors/demand.ts';
import { parseInput } from '../input.ts';
import { askedNow, type Asked } from './asked.ts';
import { demandUnblocked, noticeOf } from './blockers.ts';
import { demandAnswered } from './board.ts';
import { readTerms } from './due.ts';
import { askNext, closeRound } from './rounds.ts';

/**
 * The one who is asked agrees, perhaps on conditions; with the last one the dig is granted.
 * @param input `ApproveDig`
 * @throws DomainError as `changeDig`.
 */
export async function approveDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const data = parseInput(ApproveDig, input);
	return decideOn(ctx, reference, { action: 'approve', ...data }, options);
}

/** Sends a request back for changes. @param input `WithReason` */
export async function returnDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const { reason } = parseInput(WithReason, input);
	return decideOn(ctx, reference, { action: 'return', reason, conditions: [] }, options);
}

/** Refuses a request; the dig leaves the clash set at once. @param input `WithReason` */
export async function refuseDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const { reason } = parseInput(WithReason, input);
	return decideOn(ctx, reference, { action: 'refuse', reason, conditions: [] }, options);
}

interface Decision {
	action: 'approve' | 'return' | 'refuse';
	reason: string | null;
	conditions: string[];
}

const RECORDED = { approve: 'approved', return: 'returned', refuse: 'refused' } as const;

async function decideOn(
	ctx: Ctx,
	reference: string,
	decision: Decision,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const { action, reason, conditions } = decision;
	let asked: Asked | undefined;
	return changeDig(
		ctx,
		{
			...{ reference, action, recorded: RECORDED[action], reason, request: decision },
			...options,
			...(conditions.length ? { detail: { conditions } } : {}),
			permit: async (dig, tx) => {
				asked = await askedNow(tx.db, dig);
				demandApprover(ctx, asked);
			}
		},
		async (dig, _to, tx) => {
			if (!asked) throw new DomainError('state_forbids', { params: { state: dig.state } });
			const by = { at: ctx.now(), personId: ctx.actor.personId, silence: false };
			await answer(tx, dig, asked.step, { ...decision, ...by });
			if (action === 'approve') return approved(ctx, tx, dig, asked.step);
			await closeRound(tx.db, dig, RECORDED[action] as 'returned' | 'refused', ctx.now());
			const step = asked.step;
			if (action === 'refuse') return { step };
			return { step, columns: await returned(tx, dig, ctx.now()) };
		}
	);
}

/**
 * What the approval of a step brings: the next is asked, or all have agreed. Nobody agrees to what a rule has come to
 * forbid since it was handed in, unless the coordinator let it pass.
 * @throws DomainError `dig_blocked`, and for the last one as `demandRegistered` and `demandAnswered`.
 */
export async function approved(ctx: Ctx, tx: Tx, dig: Dig, step: ApprovalStep): Promise<Decided> {
	const now = ctx.now();
	// What was begun as an emergency is dug already.
	if (dig.state === 'submitted') await demandUnblocked(ctx, tx.db, dig, await noticeOf(tx.db, dig));
	if (dig.life.open_approvals > 1) {
		await askNext(tx.db, dig, now);
		return { step };
	}
	if (dig.state === 'submitted') demandRegistered(ctx, dig);
	await demandAnswered(tx.db, dig, await readTerms(tx.db, now), ctx.locale);
	await keepPromise(tx.db, dig.id, now);
	await closeRound(tx.db, dig, 'granted', now);
	return { step, recorded: 'granted', columns: { granted_at: now, permitted_ends_on: dig.window.end } };
}

/** Writes the answer of the one who was asked. */
export async function answer(
	tx: Tx,
	dig: Dig,
	step: ApprovalStep,
	given: Decision & { at: Date; personId: string | null; silence: boolean }
): Promise<void> {
	await tx.db
		.updateTable('dig_approval')
		.set({
			state: RECORDED[given.action],
			decided_at: given.at,
			decided_by: given.personId,
			reason: given.reason,
			conditions: given.conditions,
			by_silence: given.silence
		})
		.where('dig_id', '=', dig.id)
		.where('round', '=', dig.life.round)
		.where('step', '=', step)
		.execute();
}

/** A file of an emergency that is sent back is due again. */
async function returned(tx: Tx, dig: Dig, now: Date) {
	if (dig.life.started_at === null) return { submitted_at: null };
	const hours = (await readTerms(tx.db, now)).parameters.emergency_file_hours;
	return { submitted_at: null, file_due_at: new Date(now.getTime() + hours * 3_600_000) };
}

/** Nobody decides on their own request. */
function demandApprover(ctx: Ctx, asked: Asked | undefined): void {
	const roles = (asked ? [asked.step] : APPROVAL_STEPS).map((step) => STEP_ROLE[step]);
	demand(ctx, 'dig:approve', { roles, unitPath: asked?.unit_path ?? null });
	if (asked && asked.opened_by === ctx.actor.personId)
		throw new DomainError('forbidden', { params: { action: 'dig:approve' } });
}
