import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { NO_TIES, type LicenceTies } from '../../rules/index.ts';
import { noteCheck } from './last-check.ts';
import { noteTables } from '../tables.ts';
import { WHOLE, WITH_HAND, WITH_UNIT, type CaseRow } from './columns.ts';

type Found = Omit<CaseRow, 'steps' | keyof LicenceTies> & {
	ties: LicenceTies | null;
	tables: string;
	steps: (Omit<CaseRow['steps'][number], 'at'> & { at: string })[] | null;
};

/**
 * A case by its reference as people type it, or by its id.
 * @param lock true: nobody else acts in it until the transaction ends.
 * @throws DomainError `not_found`, also where the database shows it to somebody else only.
 */
export async function findCase(db: Tx['db'], name: string, { lock = false } = {}): Promise<CaseRow> {
	const parsed = parseReference(name);
	const found = parsed
		? sql`p.reference = ${formatReference(parsed)}`
		: /^\d{1,18}$/.test(name)
			? sql`p.id = ${name}::bigint`
			: sql`false`;
	// In a statement of its own: what the next one reads was all committed by whoever had the lock before.
	if (lock) await sql`${LATER}select from permit p where ${found} for update`.execute(db);
	const { rows } =
		await sql<Found>`select ${WHOLE} from permit p ${WITH_UNIT} ${WITH_HAND} where ${found}`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	const { tables, steps, ties, ...row } = rows[0];
	noteTables(db, tables);
	// The first check comes with the submission.
	if (row.submitted_at === null && row.life === 'licence') noteCheck(db, row.id, null);
	return {
		...row,
		...NO_TIES,
		...ties,
		steps: (steps ?? []).map((step) => ({ ...step, at: new Date(step.at) }))
	};
}
