import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { isBuilt, UTILITIES, type WorksInput } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { dutyFor } from '../cases/duty.ts';
import { findCase } from '../cases/find.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { issueConformity, issueLetters, lettersOf } from '../certificates/completion.ts';
import { demandDocuments } from '../documents/of-case.ts';
import { drawUp } from '../fees/account.ts';
import { demandPaid } from '../fees/dues.ts';
import { keepAsBuilt, overlaysOf } from './as-built.ts';
import { hang, hanging } from './hang.ts';
import { openViolations, violationOf } from './violations.ts';

/** Square metres that an earlier reconciliation may fall short of what is measured at the end. */
const SHORT_M2 = 0.05;

/** @throws DomainError `permit_no_execution`, `already_exists`, and what the drawing is refused for. */
export async function deposit(
	ctx: Ctx,
	tx: Tx,
	licence: CaseRow,
	data: WorksInput<'deposit'>
): Promise<Effect> {
	const [execution] = await hanging(tx.db, licence.root_id, 'execution');
	if (!isBuilt(execution?.state ?? null)) throw new DomainError('permit_no_execution');
	if ((await hanging(tx.db, licence.root_id, 'completion')).length > 0)
		throw new DomainError('already_exists');
	const duty = dutyFor(ctx, licence, 'deposit');
	const opened = await hang(ctx, tx, licence, {
		...{ life: 'completion', state: 'certificate_deposited', action: 'deposit', duty }
	});
	const completion = await findCase(tx.db, opened.reference);
	const overlay = await keepAsBuilt(ctx, tx, completion, opened.id, data);
	await drawUp(ctx, tx, completion, 'completion');
	return { detail: { completion: opened.reference, ...overlay } };
}

/**
 * What differs from the licence must have been reconciled; what nothing could lay over it, the inspector has examined by
 * name, with a remark.
 * @throws DomainError `permit_documents_missing`, `permit_excess`, `permit_violation_open`, `permit_unexamined`,
 * `invalid_input`.
 */
export async function checkAsBuilt(
	_ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ examined, remark }: WorksInput<'check_as_built'>
): Promise<Effect> {
	await demandDocuments(tx.db, found);
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

/** Letters to utilities that have none yet; others can follow. @throws DomainError `permit_letters_issued`. */
export async function sendLetters(
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

/**
 * The building is as licensed or reconciled, every stage was passed, its papers are there and its certificate is paid.
 * @throws DomainError `permit_stages_left`, `permit_documents_missing`, `permit_fees_due`.
 */
export async function certify(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	const [execution] = await hanging(tx.db, found.root_id, 'execution');
	if (execution?.state !== 'stages_complete') throw new DomainError('permit_stages_left');
	await demandDocuments(tx.db, found);
	await demandPaid(ctx, tx, found, ['completion']);
	return {
		after: async (stands) => {
			const site = await findCase(tx.db, execution.reference, { lock: true });
			await keepStep(ctx, tx, site, { action: 'hand_over', duty: 'system', to: 'works_complete' });
			await issueConformity(ctx, tx, stands);
		}
	};
}
