import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	excessArea,
	reconcile,
	VIOLATION_ENDS,
	type KnownExcess,
	type QuoteInput,
	type ReconciliationAsked,
	type ViolationDetail,
	type WorksInput
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { overlaysOf } from './as-built.ts';
import { hang, hanging } from './hang.ts';
import { inspectionsOf } from './inspections.ts';

/** A violation of the licence a case belongs to: said by the inspector, or found in the inspection or drawing before it. */
export async function recordViolation(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ description, article, excess_m2 }: WorksInput<'record_violation'>
): Promise<Effect> {
	const opened = await hang(ctx, tx, found, {
		...{ life: 'violation', state: 'violation_open', action: 'record_violation', duty: 'inspector' }
	});
	const seen =
		found.life === 'execution'
			? (await inspectionsOf(tx.db, found.id)).find((i) => i.result === 'deviation')
			: undefined;
	const drawn = found.life === 'completion' ? (await overlaysOf(tx.db, found.id))[0] : undefined;
	await sql`insert into permit_violation (permit_id, description, article, excess_m2, offset_m, outline, inspection_id, found_at)
		values (${opened.id}, ${description}, ${article}, ${excess_m2 ?? (drawn?.excess_m2 || null)}::numeric,
			${seen?.offset_m ?? null}::numeric,
			${drawn?.excess ? sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(drawn.excess)}), 22992)` : null},
			${seen?.id ?? null}::uuid, ${ctx.now()})`.execute(tx.db);
	return { reason: description, detail: { violation: opened.reference } };
}

/** Violations of a licence that are not over. */
export async function openViolations(db: Tx['db'], rootId: string): Promise<string[]> {
	const ended: readonly string[] = VIOLATION_ENDS;
	return (await hanging(db, rootId, 'violation'))
		.filter((v) => !ended.includes(v.state))
		.map((v) => v.reference);
}

/** The building goes on when the last violation of its licence is over. */
export async function settleExecution(ctx: Ctx, tx: Tx, ended: Pick<CaseRow, 'root_id'>): Promise<void> {
	if ((await openViolations(tx.db, ended.root_id)).length > 0) return;
	for (const { reference } of await hanging(tx.db, ended.root_id, 'execution')) {
		const execution = await findCase(tx.db, reference, { lock: true });
		if (execution.state === 'execution_violation')
			await keepStep(ctx, tx, execution, { action: 'settle', duty: 'system', to: 'corrected' });
	}
}

/** What is on record of how far a building exceeds its licence. */
async function knownExcess(db: Tx['db'], found: Pick<CaseRow, 'id' | 'root_id'>): Promise<KnownExcess> {
	const over: readonly string[] = ['violation_removed', 'violation_dismissed'];
	const { rows } = await sql<KnownExcess>`select
		(select v.excess_m2::float8 from permit_violation v where v.permit_id = ${found.id}::bigint) as recorded,
		(select b.excess_m2::float8 from permit_as_built b join permit c on c.id = b.permit_id
			where c.root_id = ${found.root_id}::bigint order by b.deposited_at desc, b.n desc limit 1) as measured,
		coalesce((select sum(coalesce((select (q.asked ->> 'area')::numeric / 100 from permit_quote q
				where q.permit_id = v.permit_id order by q.n desc limit 1), v.excess_m2, 0))
			from permit_violation v join permit p on p.id = v.permit_id
			where p.root_id = ${found.root_id}::bigint and p.id <> ${found.id}::bigint
				and not p.state = any(${over}::text[])), 0)::float8 as elsewhere`.execute(db);
	return rows[0]!;
}

/** @throws DomainError `invalid_input` with the least that can be priced. */
async function areaToPrice(
	db: Tx['db'],
	found: CaseRow,
	{ area_m2, area_reason: reason }: QuoteInput
): Promise<{ area: number; recorded: number | null }> {
	const answer = excessArea(await knownExcess(db, found), { area_m2, reason });
	if (!('fault' in answer)) return answer;
	const wrong = answer.fault === 'unexplained' ? 'area_reason' : 'area_m2';
	throw new DomainError('invalid_input', {
		fields: [{ path: wrong, code: `permit_area_${answer.fault}`, params: { least: answer.least / 100 } }]
	});
}

/** What a reconciliation costs by the law of the day. @throws DomainError `permit_reconciliation` with what the law forbids. */
export async function keepQuote(ctx: Ctx, tx: Tx, found: CaseRow, data: QuoteInput): Promise<Effect> {
	const { area, recorded } = await areaToPrice(tx.db, found, data);
	const asked = askedOf(data, { area, on: cairoDate(ctx.now()) });
	const answer = reconcile(asked);
	if ('problems' in answer)
		throw new DomainError('permit_reconciliation', {
			fields: answer.problems.map(({ code, limit }) => ({
				path: PLACES[code] ?? 'payment',
				code: `permit_reconcile_${code}`,
				params: { limit: limit === null ? null : shown(code, limit) }
			}))
		});
	const reason = area === recorded ? null : data.area_reason;
	const recorded_m2 = recorded === null ? null : recorded / 100;
	await sql`insert into permit_quote (permit_id, n, asked, answer, total, at, person_id, recorded_m2, area_reason)
		select ${found.id}::bigint, coalesce(max(n), 0) + 1, ${JSON.stringify(asked)}::jsonb,
			${JSON.stringify(answer.quote)}::jsonb, ${answer.quote.total}::bigint, ${ctx.now()}::timestamptz,
			${ctx.actor.personId}::bigint, ${recorded_m2}::numeric, ${reason}
		from permit_quote where permit_id = ${found.id}::bigint`.execute(tx.db);
	return {
		reason,
		detail: {
			...{ area_m2: area / 100, total_piastres: answer.quote.total },
			...(reason === null ? {} : { recorded_m2 })
		}
	};
}

const PLACES: Record<string, string> = {
	price_below: 'price_egp_m2',
	price_above: 'price_egp_m2',
	earnest_above: 'earnest'
};

/** A limit as a person reads it: pounds, percent or years. */
function shown(code: string, limit: number): number {
	if (code.startsWith('price')) return limit / 100;
	return code === 'too_long' || code === 'interest_too_early' ? limit : limit / 10_000;
}

const millionths = (share: number) => Math.round(share * 1_000_000);

function askedOf(
	{ price_egp_m2, earnest, payment }: QuoteInput,
	{ area, on }: { area: number; on: string }
): ReconciliationAsked {
	return {
		on,
		area,
		price: Math.round(price_egp_m2 * 100),
		earnest: millionths(earnest),
		payment:
			payment.by === 'cash'
				? { by: 'cash', discount: millionths(payment.discount) }
				: { ...payment, interest: millionths(payment.interest) }
	};
}

/** A receipt of the cash desk; the last one settles what is owed. @throws DomainError `permit_overpaid`, `already_exists`. */
export async function keepPayment(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ amount_egp, receipt_no, paid_on }: WorksInput<'pay'>
): Promise<Effect> {
	if (paid_on > cairoDate(ctx.now()))
		throw new DomainError('invalid_input', { fields: [{ path: 'paid_on', code: 'permit_day_ahead' }] });
	const { quote, paid } = (await violationOf(tx.db, found.id))!;
	const amount = Math.round(amount_egp * 100);
	const left = quote!.answer.total - paid;
	if (amount > left) throw new DomainError('permit_overpaid', { params: { left: left / 100 } });
	const kept = await sql`insert into permit_payment (permit_id, n, amount, receipt_no, paid_on, at, person_id)
		select ${found.id}::bigint, coalesce(max(n), 0) + 1, ${amount}::bigint, ${receipt_no}, ${paid_on}::date,
			${ctx.now()}::timestamptz, ${ctx.actor.personId}::bigint
		from permit_payment where permit_id = ${found.id}::bigint on conflict (receipt_no) do nothing`.execute(tx.db);
	if (!kept.numAffectedRows) throw new DomainError('already_exists');
	const settled = async (paying: CaseRow) => {
		await keepStep(ctx, tx, paying, { action: 'settle_payment', duty: 'system', to: 'reconciliation_paid' });
	};
	return {
		detail: { amount_piastres: amount, receipt: receipt_no },
		...(amount === left ? { after: settled } : {})
	};
}

/** What is on record of a violation; null where a case is none. */
export async function violationOf(
	db: Tx['db'],
	permitId: string,
	{ named = false } = {}
): Promise<ViolationDetail | null> {
	const { rows } = await sql<Row>`select v.description, v.article, v.excess_m2::float8 as excess_m2,
			v.offset_m::float8 as offset_m, v.found_at, st_asgeojson(v.outline, 3)::jsonb as outline,
			(select jsonb_build_object('n', q.n, 'at', q.at, 'asked', q.asked, 'answer', q.answer, 'area',
				case when q.area_reason is not null then jsonb_build_object('recorded_m2', q.recorded_m2,
					'reason', q.area_reason, 'by', case when ${named}::boolean
						then jsonb_build_object('ar', h.name_ar, 'en', h.name_en) end) end)
				from permit_quote q left join person h on h.id = q.person_id
				where q.permit_id = v.permit_id order by q.n desc limit 1) as quote, p.root_id::text,
			(select coalesce(jsonb_agg(jsonb_build_object('n', y.n, 'amount', y.amount, 'receipt_no', y.receipt_no,
				'paid_on', y.paid_on) order by y.n), '[]') from permit_payment y where y.permit_id = v.permit_id) as payments
		from permit_violation v join permit p on p.id = v.permit_id where v.permit_id = ${permitId}::bigint`.execute(
		db
	);
	if (!rows[0]) return null;
	const { root_id, ...row } = rows[0];
	const answer = excessArea(await knownExcess(db, { id: permitId, root_id }), {
		area_m2: null,
		reason: null
	});
	return {
		...row,
		area_m2: 'fault' in answer ? null : answer.area / 100,
		found_at: row.found_at.toISOString(),
		paid: row.payments.reduce((sum, p) => sum + p.amount, 0)
	};
}

type Row = Omit<ViolationDetail, 'found_at' | 'paid' | 'area_m2'> & { found_at: Date; root_id: string };
