import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { INNER_STEPS, isEnded, type HistoryStep } from '../../rules/index.ts';
import { isBlind } from './blind.ts';
import type { CaseRow } from './columns.ts';
import { findCase } from './find.ts';
import { auditLook } from './looked.ts';
import { demandReading } from './may.ts';

/**
 * Every step of a case, the newest first.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitHistory(ctx: Ctx, name: string): Promise<HistoryStep[]> {
	return auditLook(ctx, { name, action: 'read_history' }, async () => {
		demand(ctx, 'permit:list');
		return ctx.read(async (db) => {
			const found = await findCase(db, name);
			demandReading(ctx, found);
			return stepsOf(db, found);
		});
	});
}

/**
 * The same of a case that was found and may be read. Whoever applies is told no officer's name, of no words among
 * colleagues, and of a recommendation with the decision.
 */
export async function stepsOf(db: Tx['db'], { id, own, state }: CaseRow): Promise<HistoryStep[]> {
	const among = own ? [...INNER_STEPS, ...(isEnded(state) ? [] : ['recommend'])] : [];
	// Why a colleague stood back can tell whose the case is.
	if (!own && (await isBlind(db, id))) among.push('recuse', 'redraw');
	const { rows } = await sql<Omit<HistoryStep, 'at'> & { at: Date }>`select e.version, e.action,
		e.from_state as from, e.to_state as to, e.duty, e.at,
		case when not e.action = any(${among}::text[]) then e.reason end as reason,
		case when not e.action = any(${among}::text[]) then e.detail else '{}' end as detail,
		case when p.id is not null and not ${own} then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person
		from permit_event e left join person p on p.id = permit_event_person(e.permit_id, e.version)
		where e.permit_id = ${id} order by e.version desc`.execute(db);
	return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}
