import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { readTerms } from './settings.ts';

interface Open {
	permit_id: string;
	of: 'permit_request' | 'permit_consultation';
	asked_at: Date;
	due_on: CivilDate;
}

/**
 * Moves the last days of what is asked and not answered where the calendar has changed since: a holiday that is decreed
 * late gives its day back, one that is taken out takes nothing. What was moved is in the audit log of its case.
 */
export async function moveDueDays(ctx: Ctx): Promise<void> {
	const open = await ctx.read(openTerms);
	const reckoned = new Map<string, CivilDate>();
	const due = async ({ of, asked_at }: Open): Promise<CivilDate> => {
		const key = `${of} ${cairoDate(asked_at)}`;
		const had = reckoned.get(key);
		if (had) return had;
		const terms = await ctx.read((db) => readTerms(db, asked_at));
		const day = terms.dueIn(terms.value(of === 'permit_request' ? 'reply_days' : 'consultation_days'));
		reckoned.set(key, day);
		return day;
	};
	for (const term of open) {
		const day = await due(term);
		if (day > term.due_on) await ctx.transaction((tx) => move(tx, term, day));
	}
}

async function move(tx: Tx, { permit_id, of, asked_at, due_on }: Open, day: CivilDate): Promise<void> {
	const { numAffectedRows } = await sql`update ${sql.table(of)} set due_on = ${day}::date
		where permit_id = ${permit_id}::bigint and asked_at = ${asked_at} and due_on = ${due_on}::date
			and answered_at is null`.execute(tx.db);
	if (!numAffectedRows) return;
	const what = of === 'permit_request' ? 'request' : 'consultation';
	await tx.audit('permit.due_moved', { type: 'permit', id: permit_id }, { what, from: due_on, to: day });
}

async function openTerms(db: Tx['db']): Promise<Open[]> {
	const { rows } = await sql<Open>`
		select distinct permit_id::text, 'permit_request' as of, asked_at, due_on::text as due_on
		from permit_request where answered_at is null
		union all select distinct permit_id::text, 'permit_consultation', asked_at, due_on::text
		from permit_consultation where answer is null order by permit_id`.execute(db);
	return rows;
}
