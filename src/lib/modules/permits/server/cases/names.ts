import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import type { CaseRow } from './columns.ts';

/** What somebody wrote, and the field it stands in. */
export interface Written {
	path: string;
	text: string | null;
}

/**
 * What is written in a case after the draw is read by somebody who must not know whose it is. A reviewer who does not know
 * either may write anything: nobody is told whether they guessed.
 * @throws DomainError `invalid_input` for what says who somebody of the case is.
 */
export async function demandUnnamed(
	tx: Tx,
	{ id, blind }: Pick<CaseRow, 'id' | 'blind'>,
	written: readonly Written[]
): Promise<void> {
	const said = written.filter((w): w is Written & { text: string } => !!w.text);
	if (blind || said.length === 0) return;
	const texts = said.map((w) => w.text);
	const { rows } = await sql<{
		told: number[];
	}>`select permit_tells_who(${id}::bigint, ${texts}::text[]) as told`.execute(tx.db);
	const fields = rows[0]!.told.map((n) => ({ path: said[n - 1]!.path, code: 'permit_names_told' }));
	if (fields.length) throw new DomainError('invalid_input', { fields });
}
