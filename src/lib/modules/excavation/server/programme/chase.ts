import { sql } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { parameterRows } from '../parameters.ts';
import { readTerms } from '../life/due.ts';

const REMIND_DAYS = 3;

/**
 * Chases agencies that have not handed in: once some working days before the last day, and once after it, so that it
 * stands on their desks and, when late, on the coordinator's. Counts of both.
 */
export async function chase(ctx: Ctx): Promise<{ reminded: number; late: number }> {
	return ctx.transaction(async ({ db, audit }) => {
		const { today, dueIn } = await readTerms(db, ctx.now());
		const days = (await parameterRows(db)).find(
			(p) =>
				p.rule === 'CALL' &&
				p.name === 'remind_days' &&
				p.valid_from <= today &&
				(p.valid_to ?? today) >= today
		);
		const soon = dueIn(days?.value ?? REMIND_DAYS);
		const told = { reminded: 0, late: 0 };
		for (const [what, column, due] of [
			['reminded', 'reminded_at', sql`c.due_on between ${today}::date and ${soon}::date`],
			['late', 'late_at', sql`c.due_on < ${today}::date`]
		] as const) {
			const { rows } = await sql<{ call_id: string; unit_id: string; due_on: string }>`
				update programme_answer a set ${sql.ref(column)} = ${ctx.now()} from programme_call c
				where c.id = a.call_id and c.closed_at is null and a.handed_at is null and a.${sql.ref(column)} is null
					and ${due}
				returning a.call_id::text, a.unit_id::text, c.due_on`.execute(db);
			for (const { call_id, ...detail } of rows)
				await audit(`programme.${what}`, { type: 'programme_call', id: call_id }, detail);
			told[what] = rows.length;
		}
		return told;
	});
}
