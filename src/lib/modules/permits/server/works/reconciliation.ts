import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	monthsAfter,
	reconciliationLimits,
	type ForbiddenGround,
	type ReconciliationLimits,
	type WorksInput
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { readTerms } from '../cases/settings.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { drawUp, supersede } from '../fees/account.ts';
import { duesOf } from '../fees/dues.ts';

/**
 * Takes a request to reconcile while requests are taken, of what the law reconciles at all; its examination is due.
 * @throws DomainError `permit_reconciliation` where no law is in force or the examination costs more than it allows,
 * `permit_reconciliation_window`, `permit_reconciliation_forbidden`.
 */
export async function requestReconciliation(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ reason }: WorksInput<'request_reconciliation'>
): Promise<Effect> {
	const today = cairoDate(ctx.now());
	const law = reconciliationLimits(today);
	if (!law) throw refused('no_law', null);
	await demandWindow(ctx, tx, law);
	const grounds = await groundsOf(tx.db, found.id);
	if (grounds.length)
		throw new DomainError('permit_reconciliation_forbidden', {
			fields: grounds.map((ground) => ({ path: 'grounds', code: `permit_ground_${ground}` }))
		});
	await drawUp(ctx, tx, found, 'intake');
	const { total = 0 } = (await duesOf(tx.db, found.id)).find((d) => d.stage === 'intake') ?? {};
	if (total > law.examination_max) throw refused('examination_above', law.examination_max / 100);
	return { reason };
}

const refused = (code: string, limit: number | null) =>
	new DomainError('permit_reconciliation', {
		fields: [{ path: 'reason', code: `permit_reconcile_${code}`, params: { limit } }]
	});

/** Requests are taken from a day on for so many months, as the decrees extend it, within the most of the law. */
async function demandWindow(ctx: Ctx, tx: Tx, law: ReconciliationLimits): Promise<void> {
	const now = ctx.now();
	const today = cairoDate(now);
	const { rows } = await sql<{ opens: CivilDate }>`select valid_from as opens from permit_setting
		where name = 'reconciliation_opens' and valid_from <= ${today}::date order by valid_from desc limit 1`.execute(
		tx.db
	);
	const [open] = rows;
	const months = (await readTerms(tx.db, now)).value('reconciliation_window_months');
	const closes = open ? monthsAfter(open.opens, Math.min(months, law.window_months_max)) : null;
	if (closes === null || today > closes)
		throw new DomainError('permit_reconciliation_window', { params: { day: closes } });
}

/** For which a violation is never reconciled: as the inspector found it, or a request was declined for. */
async function groundsOf(db: Tx['db'], permitId: string): Promise<ForbiddenGround[]> {
	const { rows } = await sql<{ ground: ForbiddenGround }>`
		select unnest(v.grounds) as ground from permit_violation v where v.permit_id = ${permitId}::bigint
		union select e.detail ->> 'ground' from permit_event e where e.permit_id = ${permitId}::bigint
			and e.action = 'decline_reconciliation' and e.detail ? 'ground'`.execute(db);
	return rows.map((r) => r.ground);
}

/** The day until which a request must be completed, and until which what is paid at once must be; null: for ever. */
export async function lapsesOn(
	db: Tx['db'],
	{ id, state }: Pick<CaseRow, 'id' | 'state'>
): Promise<CivilDate | null> {
	const action = state === 'reconciliation_accepted' ? 'accept_quote' : 'request_reconciliation';
	const { rows } = await sql<{
		on: CivilDate;
		by: string | null;
	}>`select (e.at at time zone 'Africa/Cairo')::date as on,
			(select q.asked -> 'payment' ->> 'by' from permit_quote q where q.permit_id = e.permit_id
				order by q.n desc limit 1) as by
		from permit_event e where e.permit_id = ${id}::bigint and e.action = ${action}
		order by e.version desc limit 1`.execute(db);
	const law = rows[0] && reconciliationLimits(rows[0].on);
	if (!rows[0] || !law) return null;
	if (action === 'request_reconciliation') return monthsAfter(rows[0].on, law.lapse_months);
	return rows[0].by === 'cash' ? addDays(rows[0].on, law.rest_days) : null;
}

/** A request that was not completed in its term, or not paid: the violation is open again, and what was paid stays paid. */
export async function lapseReconciliation(ctx: Ctx, tx: Tx, reference: string): Promise<boolean> {
	const found = await findCase(tx.db, reference, { lock: true });
	if (!LAPSING.includes(found.state)) return false;
	const last = await lapsesOn(tx.db, found);
	if (last === null || cairoDate(ctx.now()) <= last) return false;
	await supersede(ctx, tx, found.id, 'reconciliation');
	await keepStep(ctx, tx, found, { action: 'lapse_reconciliation', duty: 'system', to: 'violation_open' });
	return true;
}

/** States in which a request waits to be completed. */
export const LAPSING: readonly string[] = [
	'reconciliation_requested',
	'reconciliation_quoted',
	'reconciliation_accepted'
];
