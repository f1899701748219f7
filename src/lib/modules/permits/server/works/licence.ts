import { sql } from 'kysely';
import { DomainError, type ErrorCode } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	actionsOf,
	elsewhere,
	heldBy,
	type Hanging,
	type LicenceTies,
	type Life,
	type PermitAction,
	type PermitState
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { keepStep } from '../cases/step.ts';
import { hanging } from './hang.ts';

/** Nobody revokes or suspends the licence of a case that hangs from one while a step is taken in it. */
export async function holdLicence(db: Tx['db'], name: string): Promise<void> {
	const parsed = parseReference(name);
	if (parsed ? parsed.prefix === 'BP' : !/^\d{1,18}$/.test(name)) return;
	const found = parsed ? sql`p.reference = ${formatReference(parsed)}` : sql`p.id = ${name}::bigint`;
	await sql`select from permit l where l.id in (select p.parent_id from permit p where ${found}
			union all select n.id from permit p, permit_approved(p.parent_id) n where ${found})
		order by l.id for share of l`.execute(db);
}

/**
 * A step is taken in the licence that holds, and while it does.
 * @throws DomainError `permit_licence_suspended`, `permit_licence_revoked`, `permit_licence_expired`, `permit_licence_amended`,
 * `permit_works_elsewhere`.
 */
export function demandLicence(found: Hanging & LicenceTies, action: PermitAction): void {
	const other = elsewhere(found, action);
	if (other) throw new DomainError(other.code, { params: { reference: other.reference } });
	const state = heldBy(found, action);
	if (state) throw new DomainError(REFUSED[state] ?? 'state_forbids', { params: { state } });
}

const REFUSED = {
	suspended: 'permit_licence_suspended',
	revoked: 'permit_licence_revoked',
	expired: 'permit_licence_expired'
} satisfies Partial<Record<PermitState, ErrorCode>> as Partial<Record<PermitState, ErrorCode>>;

/** What hangs from the licence under which the works of this one were begun. */
async function goingOn(db: Tx['db'], id: string, life: Life) {
	const { rows } = await sql<{ id: string }>`select permit_works_root(${id}::bigint)::text as id`.execute(db);
	return hanging(db, rows[0]!.id, life);
}

/** Works and completion of a licence that was just revoked end with it; violations go on. */
export async function endWorks(ctx: Ctx, tx: Tx, licence: CaseRow, reason: string): Promise<void> {
	for (const life of ['execution', 'completion'] as const)
		for (const { reference, state } of await goingOn(tx.db, licence.root_id, life)) {
			if (!actionsOf(state, 'system').includes('end_works')) continue;
			const found = await findCase(tx.db, reference, { lock: true });
			const to = life === 'execution' ? 'works_ended' : 'completion_ended';
			await keepStep(ctx, tx, found, { action: 'end_works', duty: 'system', to, reason });
		}
}
