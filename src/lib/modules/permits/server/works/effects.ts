import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { UTILITIES, type WorksInput, type WorksTaken } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { dutyFor } from '../cases/duty.ts';
import { findCase } from '../cases/find.ts';
import { readTerms } from '../cases/settings.ts';
import { issueConformity, issueLetters, lettersOf } from '../certificates/completion.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { keepAsBuilt, overlaysOf } from './as-built.ts';
import { hang, hanging } from './hang.ts';
import { finishStages, inspectStage } from './inspect.ts';
import {
	keepPayment,
	keepQuote,
	openViolations,
	recordViolation,
	settleExecution,
	violationOf
} from './violations.ts';

type Effects = {
	[A in WorksTaken]: (ctx: Ctx, tx: Tx, found: CaseRow, data: WorksInput<A>) => Effect | Promise<Effect>;
};

/** Square metres that an earlier reconciliation may fall short of what is measured at the end. */
const SHORT_M2 = 0.05;

const nothing = (): Effect => ({});
const why = (_ctx: Ctx, _tx: Tx, _found: CaseRow, { reason }: { reason: string }): Effect => ({ reason });

/** What the steps after the licence bring. */
export const WORKS_EFFECTS: Effects = {
	notify_start: notifyStart,
	check_board: nothing,
	inspect: inspectStage,
	stop_work: why,
	correct: why,
	resume_work: resumeWork,
	record_violation: recordViolation,
	deposit,
	redeposit: async (ctx, tx, found, data) => ({
		detail: await keepAsBuilt(ctx, tx, found, found.id, data)
	}),
	check_as_built: checkAsBuilt,
	certify,
	issue_letters: sendLetters,
	order_removal: (_ctx, _tx, _found, { reason, article }) => ({ reason, detail: { article } }),
	confirm_removal: (ctx, tx, _found, { reason }) => ({
		reason,
		after: (over) => settleExecution(ctx, tx, over)
	}),
	dismiss_violation: (ctx, tx, _found, { reason, article }) => ({
		...{ reason, detail: { article } },
		after: (over) => settleExecution(ctx, tx, over)
	}),
	request_reconciliation: why,
	quote: keepQuote,
	decline_reconciliation: (_ctx, _tx, _found, { reason, article }) => ({ reason, detail: { article } }),
	accept_quote: nothing,
	pay: keepPayment,
	close_violation: (ctx, tx, _found, { reason }) => ({
		reason,
		after: (over) => settleExecution(ctx, tx, over)
	})
};

/** @throws DomainError `permit_works_begun`, `invalid_input` for a day outside the term of the notice. */
async function notifyStart(
	ctx: Ctx,
	tx: Tx,
	licence: CaseRow,
	{ starts_on, contractor }: WorksInput<'notify_start'>
): Promise<Effect> {
	if ((await hanging(tx.db, licence.root_id, 'execution')).length > 0)
		throw new DomainError('permit_works_begun');
	const today = cairoDate(ctx.now());
	const days = (await readTerms(tx.db, ctx.now())).value('start_notice_days');
	const last = [addDays(today, days), licence.expires_on ?? ''].sort()[0]!;
	if (starts_on < today || starts_on > last)
		throw new DomainError('invalid_input', {
			fields: [{ path: 'starts_on', code: 'permit_start_day', params: { days } }]
		});
	const duty = dutyFor(ctx, licence, 'notify_start');
	const opened = await hang(ctx, tx, licence, {
		...{ life: 'execution', state: 'start_notified', action: 'notify_start', duty }
	});
	await sql`insert into permit_execution (permit_id, starts_on, contractor)
		values (${opened.id}, ${starts_on}, ${contractor})`.execute(tx.db);
	return { detail: { execution: opened.reference, starts_on } };
}

/** @throws DomainError `permit_no_execution`, `already_exists`, and what the drawing is refused for. */
async function deposit(ctx: Ctx, tx: Tx, licence: CaseRow, data: WorksInput<'deposit'>): Promise<Effect> {
	const [execution] = await hanging(tx.db, licence.root_id, 'execution');
	if (!execution || execution.state === 'start_notified') throw new DomainError('permit_no_execution');
	if ((await hanging(tx.db, licence.root_id, 'completion')).length > 0)
		throw new DomainError('already_exists');
	const duty = dutyFor(ctx, licence, 'deposit');
	const opened = await hang(ctx, tx, licence, {
		...{ life: 'completion', state: 'certificate_deposited', action: 'deposit', duty }
	});
	const overlay = await keepAsBuilt(ctx, tx, licence, opened.id, data);
	return { detail: { completion: opened.reference, ...overlay } };
}

/**
 * What differs from the licence must have been reconciled; what nothing could lay over it, the inspector has examined by
 * name, with a remark.
 * @throws DomainError `permit_excess`, `permit_violation_open`, `permit_unexamined`, `invalid_input`.
 */
async function checkAsBuilt(
	_ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ examined, remark }: WorksInput<'check_as_built'>
): Promise<Effect> {
	const overlay = (await overlaysOf(tx.db, found.id))[0]!;
	const open = await openViolations(tx.db, found.root_id);
	if (open.length)
		throw new DomainError('permit_violation_open', { params: { references: open.join(', ') } });
	const unexamined = overlay.verdict === 'not_checked' && !examined.includes('R22');
	if (unexamined) throw new DomainError('permit_unexamined', { params: { rules: 'R22' } });
	if (overlay.verdict === 'not_checked' && remark === null)
		throw new DomainError('invalid_input', { fields: [{ path: 'remark', code: 'permit_remark_missing' }] });
	if (overlay.verdict === 'fail') {
		let reconciled = 0;
		for (const { id, state } of await hanging(tx.db, found.root_id, 'violation'))
			if (state === 'violation_reconciled') {
				const { quote } = (await violationOf(tx.db, id))!;
				reconciled += (quote?.asked.area ?? 0) / 100;
			}
		if (reconciled === 0 || reconciled + SHORT_M2 < overlay.excess_m2)
			throw new DomainError('permit_excess', { params: { area: Math.round(overlay.excess_m2 * 100) / 100 } });
	}
	return {
		reason: remark,
		detail: {
			...{ excess_m2: overlay.excess_m2, verdict: overlay.verdict },
			...(examined.length ? { examined } : {})
		}
	};
}

/** A site goes on where it was: under way, or waiting for its board to be seen. */
async function resumeWork(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	const { rows } = await sql`select from permit_event
		where permit_id = ${found.id}::bigint and action = 'check_board' limit 1`.execute(tx.db);
	return {
		to: rows.length > 0 ? 'site_board_ok' : 'start_notified',
		after: (resumed) => finishStages(ctx, tx, resumed)
	};
}

/** Letters to utilities that have none yet; others can follow. @throws DomainError `permit_letters_issued`. */
async function sendLetters(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ utilities }: WorksInput<'issue_letters'>
): Promise<Effect> {
	const issued = await lettersOf(tx.db, found.id);
	const asked = utilities ?? UTILITIES.filter((u) => !issued.includes(u));
	if (asked.length === 0 || asked.some((u) => issued.includes(u)))
		throw new DomainError('permit_letters_issued');
	return { detail: { utilities: asked }, after: (over) => issueLetters(ctx, tx, over, asked) };
}

/** The building is as licensed or reconciled, and every stage was passed. @throws DomainError `permit_stages_left`. */
async function certify(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	const [execution] = await hanging(tx.db, found.root_id, 'execution');
	if (execution?.state !== 'stages_complete') throw new DomainError('permit_stages_left');
	return {
		after: async (stands) => {
			const site = await findCase(tx.db, execution.reference, { lock: true });
			await keepStep(ctx, tx, site, { action: 'hand_over', duty: 'system', to: 'works_complete' });
			await issueConformity(ctx, tx, stands);
		}
	};
}
