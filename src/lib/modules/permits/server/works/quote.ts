import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	excessArea,
	reconcile,
	type KnownExcess,
	type QuoteInput,
	type ReconciliationAsked
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import type { Effect } from '../cases/step.ts';
import { demandDocuments } from '../documents/of-case.ts';
import { demandPaid } from '../fees/dues.ts';

/** What is on record of how far a building exceeds its licence. */
export async function knownExcess(
	db: Tx['db'],
	found: Pick<CaseRow, 'id' | 'root_id'>
): Promise<KnownExcess> {
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

/**
 * What a reconciliation costs by the law of the day, once its file is whole and its examination paid.
 * @throws DomainError `permit_documents_missing`, `permit_fees_due`, `permit_reconciliation` with what the law forbids,
 * `permit_quote_same`.
 */
export async function keepQuote(ctx: Ctx, tx: Tx, found: CaseRow, data: QuoteInput): Promise<Effect> {
	await demandDocuments(tx.db, found);
	await demandPaid(ctx, tx, found, ['intake']);
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
	if (found.state === 'reconciliation_quoted') await demandOtherPrice(tx.db, found, { asked, reason });
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

/** A price that stands is not said again. @throws DomainError `permit_quote_same` */
async function demandOtherPrice(
	db: Tx['db'],
	{ id }: CaseRow,
	{ asked, reason }: { asked: ReconciliationAsked; reason: string | null }
): Promise<void> {
	const { rows } = await sql<{ same: boolean }>`select asked = ${JSON.stringify(asked)}::jsonb
			and area_reason is not distinct from ${reason} as same
		from permit_quote where permit_id = ${id}::bigint order by n desc limit 1`.execute(db);
	if (rows[0]?.same) throw new DomainError('permit_quote_same');
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
	{ price_egp_m2, graver, earnest, payment }: QuoteInput,
	{ area, on }: { area: number; on: string }
): ReconciliationAsked {
	return {
		on,
		area,
		price: Math.round(price_egp_m2 * 100),
		...(graver ? { graver } : {}),
		earnest: millionths(earnest),
		payment:
			payment.by === 'cash'
				? { by: 'cash', discount: millionths(payment.discount) }
				: { ...payment, interest: millionths(payment.interest) }
	};
}
