import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import type { Dig, Window } from '../../rules/index.ts';

/**
 * The days of a work in a joint trench are agreed: who wants others gives the trench up first.
 * @throws DomainError `dig_joined`
 */
export async function demandOwnDays(db: Tx['db'], dig: Dig, wanted: Window): Promise<void> {
	if (wanted.start === dig.window.start && wanted.end === dig.window.end) return;
	const { rows } = await sql`select from dig where id = ${dig.id}::bigint and joint_id is not null`.execute(
		db
	);
	if (rows.length > 0) throw new DomainError('dig_joined');
}
