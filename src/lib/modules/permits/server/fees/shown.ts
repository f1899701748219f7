import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import {
	CHARGES_OF,
	PERMIT_TRANSITIONS,
	type CaseFees,
	type PayStage,
	type PermitReceipt,
	type StageFees
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { actionsNow } from '../cases/duty.ts';
import { lookAt } from '../cases/looked.ts';
import { quoteOfCase } from './account.ts';
import { duesOf, type Due } from './dues.ts';
import { reconciliationParts } from './reconciliation.ts';

/**
 * The accounts of a case, line by line, and its receipts; a quote while nothing was drawn up.
 * @throws DomainError `not_found`, `forbidden`, `permit_blind`.
 */
export async function permitFees(ctx: Ctx, name: string): Promise<CaseFees> {
	return lookAt(ctx, { name, action: 'read_fees', often: true }, async (db, found) => {
		const fees = await feesShown(ctx, db, found);
		if (!fees) throw new DomainError(found.blind ? 'permit_blind' : 'forbidden');
		return fees;
	});
}

/** The same of a case that was found and may be read; null for those whose work its money is not. */
export async function feesShown(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<CaseFees | null> {
	const { unit_path: unitPath, own, my_duty: duty, blind } = found;
	const serves =
		can(ctx.actor, 'permit:serve', { duty: 'cashier', unitPath }) ||
		can(ctx.actor, 'permit:documents', { unitPath, own, duty });
	if (blind || !serves || CHARGES_OF[found.life].length === 0) return null;
	const dues = await duesOf(db, found.id);
	// A violation costs nothing until somebody asks to reconcile it.
	if (found.life === 'violation' && dues.length === 0) return null;
	const may = actionsNow(ctx, found);
	return {
		stages: await stagesOf(ctx, db, found, dues),
		receipts: await receiptsOf(db, found),
		asked: PERMIT_TRANSITIONS.some((t) => t.action === 'pay_fees' && t.from === found.state),
		may: { pay: may.includes('pay_fees'), cancel: may.includes('cancel_receipt') }
	};
}

async function stagesOf(ctx: Ctx, db: Tx['db'], found: CaseRow, dues: readonly Due[]): Promise<StageFees[]> {
	const stages = CHARGES_OF[found.life];
	const missing = stages.filter((stage) => !dues.some((d) => d.stage === stage)).filter(isTariff);
	const quote = missing.length ? await quoteOfCase(ctx, db, found, missing) : null;
	const { rows } = await sql<{ stage: string; at: Date; priced_on: string; lines: StageFees['lines'] }>`
		select a.stage, a.made_at as at, a.priced_on, coalesce((select jsonb_agg(jsonb_build_object('fee', l.fee,
			'title', jsonb_build_object('ar', l.title_ar, 'en', l.title_en), 'exemption', l.exemption,
			'formula_id', l.formula_id::text, 'version', l.formula_version, 'valid_from', l.formula_from,
			'figures', l.figures, 'amount', l.amount, 'min', l.least, 'max', l.most, 'bound', l.bound,
			'unit_cost_ids', (select coalesce(jsonb_agg(id::text), '[]') from unnest(l.unit_cost_ids) id),
			'source', l.source, 'article', l.article, 'unverified', l.unverified) order by l.position)
			from permit_account_line l where l.account_id = a.id), '[]') as lines
		from permit_account a where a.permit_id = ${found.id} and a.superseded_at is null`.execute(db);
	const [next] = found.state === 'reconciliation_accepted' ? await reconciliationParts(db, found.id) : [];
	return stages.map((stage): StageFees => {
		const drawn = rows.find((r) => r.stage === stage);
		const owed = dues.find((d) => d.stage === stage);
		if (drawn && owed) {
			const { total, paid, due } = owed;
			const drawn_up = { at: drawn.at.toISOString(), priced_on: drawn.priced_on };
			const part = stage === 'reconciliation' ? (next ?? null) : null;
			return { stage, drawn_up, lines: drawn.lines, gaps: [], total, paid, due, next: part };
		}
		const lines = quote?.lines.filter((l) => l.stage === stage) ?? [];
		const total = lines.reduce((sum, l) => sum + l.amount, 0);
		// A gap belongs to no stage of its own: what cannot be reckoned is told with the last one.
		const gaps = stage === stages.filter(isTariff).at(-1) ? (quote?.gaps ?? []) : [];
		return { stage, drawn_up: null, lines, gaps, total, paid: 0, due: 0, next: null };
	});
}

const isTariff = (stage: PayStage): stage is Exclude<PayStage, 'reconciliation'> =>
	stage !== 'reconciliation';

async function receiptsOf(db: Tx['db'], { id, own }: CaseRow): Promise<PermitReceipt[]> {
	const { rows } = await sql<Omit<PermitReceipt, 'paid_at'> & { paid_at: Date }>`select r.number, r.stage,
			r.amount::float8 as amount, r.method, r.gateway, r.paid_at, y.payer, y.document,
			case when not ${own} then jsonb_build_object('ar', c.name_ar, 'en', c.name_en) end as cashier,
			case when r.cancelled_at is not null
				then jsonb_build_object('at', r.cancelled_at, 'reason', r.cancel_reason) end as cancelled
		from permit_receipt r left join permit_receipt_payer y on y.receipt_id = r.id
		left join person c on c.id = r.cashier_id where r.permit_id = ${id} order by r.id desc`.execute(db);
	return rows.map((r) => ({ ...r, paid_at: r.paid_at.toISOString() }));
}
