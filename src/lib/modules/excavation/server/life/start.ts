import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { Nothing, type Dig } from '../../rules/index.ts';
import { changeDig, type ChangeOptions, type DigColumns } from '../change.ts';
import { demandRegistered } from '../contractors/demand.ts';
import { parseInput } from '../input.ts';
import { readTerms } from './due.ts';

const HOUR_MS = 3_600_000;

/**
 * The start notice from the street. A granted dig begins within its period; an emergency begins at once, and its
 * file is due within hours when it was not handed in, and nobody asks who digs.
 * @param input `Nothing`
 */
export async function startDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const request = parseInput(Nothing, input);
	const now = ctx.now();
	const change = { reference, action: 'start', recorded: 'started', request } as const;
	return changeDig(ctx, { ...change, ...options }, async (dig, _to, tx) => {
		const columns: DigColumns = { started_at: now };
		if (dig.state === 'granted') {
			demandRegistered(ctx, dig);
			return { columns: { ...columns, permitted_ends_on: dig.life.permitted_ends_on ?? dig.window.end } };
		}
		const today = cairoDate(now);
		if (today < dig.window.start) columns.starts_on = today;
		if (today > dig.window.end) columns.ends_on = today;
		if (dig.state === 'planned') {
			const { emergency_file_hours } = (await readTerms(tx.db, now)).parameters;
			columns.file_due_at = new Date(now.getTime() + emergency_file_hours * HOUR_MS);
		}
		return { columns };
	});
}
