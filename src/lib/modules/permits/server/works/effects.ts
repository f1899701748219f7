import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { WorksInput, WorksTaken } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { dutyFor } from '../cases/duty.ts';
import { readTerms } from '../cases/settings.ts';
import type { Effect } from '../cases/step.ts';
import { demandStartDocuments } from '../documents/of-case.ts';
import { drawReconciliation, settlePrice } from '../fees/reconciliation.ts';
import { keepAsBuilt } from './as-built.ts';
import { certify, checkAsBuilt, deposit, sendLetters } from './complete.ts';
import { hang, hanging } from './hang.ts';
import { finishStages, inspectStage } from './inspect.ts';
import { keepQuote } from './quote.ts';
import { requestReconciliation } from './reconciliation.ts';
import { recordViolation, settleExecution } from './violations.ts';

type Effects = {
	[A in WorksTaken]: (ctx: Ctx, tx: Tx, found: CaseRow, data: WorksInput<A>) => Effect | Promise<Effect>;
};

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
	request_reconciliation: requestReconciliation,
	quote: keepQuote,
	decline_reconciliation: (_ctx, _tx, _found, { reason, article, ground }) => ({
		...{ reason, detail: { article, ...(ground === null ? {} : { ground }) } }
	}),
	accept_quote: async (ctx, tx, found) => {
		await drawReconciliation(ctx, tx, found);
		return { after: (accepted) => settlePrice(ctx, tx, accepted) };
	},
	close_violation: (ctx, tx, _found, { reason }) => ({
		reason,
		after: (over) => settleExecution(ctx, tx, over)
	})
};

/** @throws DomainError `permit_works_begun`, `permit_documents_missing`, `invalid_input` for a day outside the term. */
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
	await demandStartDocuments(tx.db, licence);
	const duty = dutyFor(ctx, licence, 'notify_start');
	const opened = await hang(ctx, tx, licence, {
		...{ life: 'execution', state: 'start_notified', action: 'notify_start', duty }
	});
	await sql`insert into permit_execution (permit_id, starts_on, contractor)
		values (${opened.id}, ${starts_on}, ${contractor})`.execute(tx.db);
	return { detail: { execution: opened.reference, starts_on } };
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
