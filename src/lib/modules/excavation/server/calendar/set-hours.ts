import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { WorkHours, type DigHoursAnswer } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { readDig } from '../save.ts';
import { digHours } from './ask.ts';

/**
 * The daily hours a planned dig keeps to; null: whatever is allowed.
 * @param input `WorkHours` or null.
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`.
 */
export async function setDigHours(ctx: Ctx, reference: string, input: unknown): Promise<DigHoursAnswer> {
	await ctx.transaction(async (tx) => {
		const dig = await readDig(tx.db, reference);
		demand(ctx, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' });
		const hours = input === null ? null : parseInput(WorkHours, input);
		if (dig.state !== 'planned') throw new DomainError('state_forbids', { params: { state: dig.state } });
		if (hours)
			await sql`insert into dig_hours (dig_id, from_time, to_time, days, updated_at, updated_by)
				values (${dig.id}, ${hours.from}::time, ${hours.to}::time, ${hours.days}::smallint[], ${ctx.now()},
					${ctx.actor.personId})
				on conflict (dig_id) do update set from_time = excluded.from_time, to_time = excluded.to_time,
					days = excluded.days, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db);
		else await sql`delete from dig_hours where dig_id = ${dig.id}`.execute(tx.db);
		await tx.audit('dig.hours', { type: 'dig', id: dig.id }, { reference: dig.reference, hours });
	});
	return digHours(ctx, reference);
}
