import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { ApprovalStep, Dig } from '../../rules/index.ts';

/** The one who is asked now. */
export interface Asked {
	step: ApprovalStep;
	/** Null: anybody who holds the role. */
	unit_path: string | null;
	/** Who handed the request in. */
	opened_by: string | null;
}

/** Undefined when nobody is asked. */
export async function askedNow(db: Tx['db'], dig: Pick<Dig, 'id' | 'life'>): Promise<Asked | undefined> {
	const { rows } = await sql<Asked>`select a.step, u.path as unit_path, r.opened_by::text as opened_by
		from dig_approval a
		join dig_round r using (dig_id, round)
		left join unit u on u.id = a.unit_id
		where a.dig_id = ${dig.id} and a.round = ${dig.life.round} and a.state = 'asked'`.execute(db);
	return rows[0];
}
