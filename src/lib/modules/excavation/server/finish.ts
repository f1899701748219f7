import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { FinishDig, type Dig } from '../rules/index.ts';
import { changeDig, type ChangeOptions } from './change.ts';
import { parseInput } from './input.ts';
import { readTerms } from './life/due.ts';

/**
 * The stop notice: the works are over, and the last day they took becomes the end of their period. That day is told
 * within `stop_notice_days` working days and is none before an inspector last saw the work: days past the permitted
 * end are charged, and who says it late cannot unsay them.
 * @param input `FinishDig`
 * @throws DomainError as `changeDig`, and `invalid_input`.
 */
export async function finishDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const data = parseInput(FinishDig, input);
	const today = cairoDate(ctx.now());
	const last = data.finished_on ?? today;
	const change = { reference, action: 'finish', recorded: 'finished', request: data } as const;
	return changeDig(ctx, { ...change, ...options }, async (dig, _to, tx) => {
		const { started_at } = dig.life;
		const first = started_at ? cairoDate(new Date(started_at)) : dig.window.start;
		const { parameters, clockOf } = await readTerms(tx.db, ctx.now());
		const late = last < first || -clockOf(last).days_left > parameters.stop_notice_days;
		if (late || last > today || last < (await lastSeen(tx.db, dig.id)))
			throw new DomainError('invalid_input', { fields: [{ path: 'finished_on', code: 'dig_finished_on' }] });
		return { columns: { ends_on: last, ...(started_at ? { finished_at: ctx.now() } : {}) } };
	});
}

/** The day on which an inspector last found the work going on; the first of days when none did. */
async function lastSeen(db: Tx['db'], digId: string): Promise<string> {
	const { rows } = await sql<{ at: Date | null }>`select max(at) as at from dig_inspection
		where dig_id = ${digId} and kind in ('start', 'during')`.execute(db);
	return rows[0]?.at ? cairoDate(rows[0].at) : '';
}
