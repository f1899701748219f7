import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { InputOf, StatementInput, StatementTaken } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { editContent } from '../cases/edit.ts';
import type { Effect } from '../cases/step.ts';
import { writeStatement } from '../certificates/statement.ts';
import { demandDocuments } from '../documents/of-case.ts';
import { drawUp } from '../fees/account.ts';
import { demandPaid } from '../fees/dues.ts';
import { plotOfCase } from '../site/plot.ts';
import { statementOf } from '../site/statement.ts';
import { surroundingsOf } from '../site/surroundings.ts';

type Effects = {
	[A in StatementTaken]: (
		ctx: Ctx,
		tx: Tx,
		found: CaseRow,
		data: StatementInput<A>
	) => Effect | Promise<Effect>;
};

/** What the steps of a request for a statement bring. */
export const STATEMENT_EFFECTS: Effects = {
	accept_request: async (ctx, tx, found) => {
		await demandDocuments(tx.db, found);
		await demandPaid(ctx, tx, found, ['statement']);
		return {};
	},
	send_back: (_ctx, _tx, _found, { reason }) => ({ reason }),
	issue_statement: issueRequested,
	decline_statement: (_ctx, _tx, _found, { reason, article }) => ({ reason, detail: { article } })
};

/** A request is handed in: what it costs is told. @throws DomainError `permit_fees_unknown`. */
export async function submitRequest(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	await chargeStatement(ctx, tx, found);
	const now = ctx.now();
	return { columns: { submitted_at: now, applied_on: cairoDate(now) } };
}

/** Draws up the fee of the statement, by what the request says now. */
export async function chargeStatement(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	await drawUp(ctx, tx, found, 'statement');
	return {};
}

/** Changes plot, address, people or exemptions. @throws DomainError `invalid_input` for what a building has. */
export async function editRequest(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ facts, ...data }: InputOf<'edit'>
): Promise<Effect> {
	for (const path of ['kind', 'footprint'] as const)
		if (data[path])
			throw new DomainError('invalid_input', { fields: [{ path, code: 'permit_no_building' }] });
	const exemptions = facts && { ...found.facts, exemptions: facts.exemptions };
	return editContent(ctx, tx, found, {
		...data,
		...(exemptions ? { facts: exemptions } : {})
	} as InputOf<'edit'>);
}

/**
 * States what may be built, by the code of today and the layers of now.
 * @throws DomainError `permit_fees_due`, `permit_fees_overpaid`.
 */
async function issueRequested(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ place }: StatementInput<'issue_statement'>
): Promise<Effect> {
	await demandPaid(ctx, tx, found, ['statement']);
	const plot = await plotOfCase(tx.db, found.id);
	const on = cairoDate(ctx.now());
	const statement = statementOf(await surroundingsOf(ctx, tx.db, plot, { on, ...(place ? { place } : {}) }));
	const { id, reference, unit_id: unitId } = found;
	return {
		...(place ? { detail: { place } } : {}),
		after: async () => void (await writeStatement(ctx, tx, statement, { unitId, permit: { id, reference } }))
	};
}
