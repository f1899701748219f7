import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { can } from '#lib/server/policy/index.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import {
	actionsOf,
	appealStanding,
	dutiesFor,
	elsewhere,
	heldBy,
	type AppealStanding,
	type Duty,
	type PermitAction
} from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';

/**
 * The duty in which the asker takes an action. Whoever has another one in this case takes none: clerk, reviewer and
 * approver of one case are different people.
 * @throws DomainError `permit_separation`, `forbidden`.
 */
export function dutyFor(ctx: Ctx, found: CaseRow, action: PermitAction): Duty {
	const wanted = dutiesFor(action);
	const held = heldDuty(found);
	if (isOver(found)) throw new DomainError('permit_separation', { params: { action } });
	const asks = held === 'applicant' || found.channel !== 'portal';
	// Whoever asked by the portal answers for the file alone: the window examines it.
	if (!asks && ASKING.includes(action)) throw new DomainError('permit_separation', { params: { action } });
	if (held !== null) {
		if (!wanted.includes(held)) throw new DomainError('permit_separation', { params: { action } });
		if (held !== 'applicant' && !mayServe(ctx, found, held)) throw new DomainError('forbidden');
		return held;
	}
	const free = wanted.find((duty) => mayServe(ctx, found, duty));
	if (!free) throw new DomainError(ctx.actor.kind === 'anonymous' ? 'not_signed_in' : 'forbidden');
	return free;
}

/** What the asker could do in a case now, for its buttons. */
export function actionsNow(ctx: Ctx, found: CaseRow): PermitAction[] {
	const held = heldDuty(found);
	if (isOver(found)) return [];
	const appeal = found.appeal && appealStanding(found.appeal, cairoDate(ctx.now()));
	const duties: Duty[] = held !== null ? [held] : FREE.filter((duty) => mayServe(ctx, found, duty));
	const asks = held === 'applicant' || found.channel !== 'portal';
	return [...new Set(duties.flatMap((duty) => actionsOf(found.state, duty)))].filter(
		(action) =>
			heldBy(found, action) === null &&
			elsewhere(found, action) === null &&
			(asks || !ASKING.includes(action)) &&
			(APPEAL_NOW[action] ?? appeal) === appeal &&
			(found.deemed_at !== null || (action !== 'issue_deemed' && action !== 'dispute_deemed'))
	);
}

/** Writes the duty down with the first step somebody takes in it; the database refuses a second one. */
export async function takeDuty(
	ctx: Ctx,
	tx: Tx,
	found: Pick<CaseRow, 'id'> & Partial<Pick<CaseRow, 'my_hand'>>,
	duty: Duty
): Promise<void> {
	if (duty === 'applicant' || duty === 'system' || found.my_hand === duty) return;
	// The one they have in the licence they have in what hangs from it.
	await sql`${LATER}insert into permit_hand (permit_id, person_id, duty, since)
		select ${found.id}::bigint, ${ctx.actor.personId}::bigint, ${duty}, ${ctx.now()}::timestamptz
		where not exists (select from permit_hand h where h.permit_id = ${found.id}::bigint
			and h.person_id = ${ctx.actor.personId}::bigint and h.duty = ${duty})`.execute(tx.db);
}

/** Where an appeal stands while a step of it can be taken. */
const APPEAL_NOW: Partial<Record<PermitAction, AppealStanding>> = {
	file_appeal: 'possible',
	dismiss_appeal: 'open',
	grant_appeal: 'open'
};

/** Whoever had a duty in a case and has it no more takes no other in it. */
const isOver = ({ own, my_hand_ended: ended }: CaseRow) => !own && ended !== null;

/** Steps of whoever asks for a permit; at the window the clerk takes them for who came. */
const ASKING: readonly PermitAction[] = [
	'edit',
	'attach',
	'submit',
	'resubmit',
	'inform',
	'withdraw',
	'file_appeal'
];

/** The duty somebody has in a case, if any: who applies has that one. */
export function heldDuty(found: CaseRow): Duty | null {
	if (found.own) return 'applicant';
	if (found.my_duty_ended !== null) return null;
	return found.my_duty as Duty | null;
}

/** Duties that are taken up by acting; the reviewer is drawn, and whoever asks is named. */
const FREE: readonly Duty[] = [
	'clerk',
	'approver',
	'cashier',
	'authority',
	'inspector',
	'agency',
	'auditor',
	'governor'
];

/** Whether the offices somebody holds are those of a duty in a case. */
export const mayServe = (ctx: Ctx, found: CaseRow, duty: Duty) =>
	(duty === 'reviewer' ? found.my_duty === 'reviewer' : FREE.includes(duty)) &&
	(duty !== 'agency' || found.asked) &&
	can(ctx.actor, 'permit:serve', { duty, unitPath: found.unit_path });
