import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { SetGrade, type DigFees } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { lockDigs, readDig } from '../save.ts';
import { keepAccount } from './account.ts';
import { feesOfDig } from './fees.ts';

const OPEN: readonly string[] = ['planned', 'submitted', 'granted'];

/**
 * The grade of the road by the register, where the map does not know it; null: as the map has it.
 * @param input `SetGrade`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids` once the works have begun, `invalid_input`.
 */
export async function setRoadGrade(ctx: Ctx, reference: string, input: unknown): Promise<DigFees> {
	demand(ctx, 'tariff:edit');
	const { grade, reason } = parseInput(SetGrade, input);
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const dig = await readDig(tx.db, reference);
		if (!OPEN.includes(dig.state)) throw new DomainError('state_forbids', { params: { state: dig.state } });
		if (grade === null) await sql`delete from dig_road_grade where dig_id = ${dig.id}`.execute(tx.db);
		else
			await sql`insert into dig_road_grade (dig_id, grade, reason, updated_at, updated_by)
				values (${dig.id}, ${grade}, ${reason}, ${ctx.now()}, ${ctx.actor.personId})
				on conflict (dig_id) do update set grade = excluded.grade, reason = excluded.reason,
					updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db);
		await keepAccount(ctx, tx, dig);
		await tx.audit(
			'dig.road_grade',
			{ type: 'dig', id: dig.id },
			{ reference: dig.reference, grade, reason }
		);
		return feesOfDig(ctx, tx.db, dig);
	});
}
