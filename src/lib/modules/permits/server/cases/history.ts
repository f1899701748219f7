import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { INNER_STEPS, isEnded, type HistoryStep, type PermitAction } from '../../rules/index.ts';
import { isWithheld } from './blind.ts';
import type { CaseRow } from './columns.ts';
import { lookAt } from './looked.ts';
import { unnamed } from './names.ts';

/** Steps whose words `demandUnnamed` has seen, or `unnamed` sees. */
const UNNAMED_STEPS = ['answer', 'waive', 'challenge', 'grant_appeal'] as const satisfies PermitAction[];

/**
 * Every step of a case, the newest first.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitHistory(ctx: Ctx, name: string): Promise<HistoryStep[]> {
	return lookAt(ctx, { name, action: 'read_history' }, (db, found) => stepsOf(ctx, db, found));
}

/**
 * The same of a case that was found and may be read. Whoever applies is told no officer's name, of no words among
 * colleagues, and of a recommendation with the decision; who must not know whose the case is, of no words that were not
 * held against its names.
 */
export async function stepsOf(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<HistoryStep[]> {
	const { id, own, state } = found;
	const among = own ? [...INNER_STEPS, ...(isEnded(state) ? [] : ['recommend'])] : [];
	const withheld = isWithheld(ctx.actor, found);
	// Why a colleague stood back can tell whose the case is.
	if (withheld) among.push('recuse', 'redraw');
	const told = sql`(not ${withheld}::boolean or e.action = any(${[...UNNAMED_STEPS]}::text[]))`;
	const { rows } = await sql<Omit<HistoryStep, 'at'> & { at: Date }>`select e.version, e.action,
		e.from_state as from, e.to_state as to, e.duty, e.at,
		case when ${told} and not e.action = any(${among}::text[]) then e.reason end as reason,
		case when e.action = any(${among}::text[]) then '{}' when ${told} then e.detail else e.detail - 'article' end as detail,
		case when p.id is not null and not ${own} then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person
		from permit_event e left join person p on p.id = permit_event_person(e.permit_id, e.version)
		where e.permit_id = ${id} order by e.version desc`.execute(db);
	const written = rows.map(
		({ version, reason }) => ({ source: 'step', item: `${version}`, words: reason }) as const
	);
	const shown = withheld ? await unnamed(db, id, written) : written.map((w) => w.words);
	return rows.map((r, i) => ({ ...r, reason: shown[i]!, at: r.at.toISOString() }));
}
