import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Duty, PermitAction, PermitState } from '../../rules/index.ts';
import { findCase } from './find.ts';
import { demandReading } from './may.ts';

/** A step of a case, as it is told. */
export interface HistoryStep {
	version: number;
	action: PermitAction;
	from: PermitState | null;
	to: PermitState;
	duty: Duty;
	/** Null for whoever asks, the clock and the draw; and whoever asks is told no officer's name. */
	person: Bilingual | null;
	at: string;
	reason: string | null;
	detail: Record<string, unknown>;
}

/**
 * Every step of a case, the newest first.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitHistory(ctx: Ctx, name: string): Promise<HistoryStep[]> {
	demand(ctx, 'permit:list');
	return ctx.read(async (db) => {
		const found = await findCase(db, name);
		demandReading(ctx, found);
		const { rows } = await sql<
			Omit<HistoryStep, 'at'> & { at: Date }
		>`select e.version, e.action, e.from_state as from,
			e.to_state as to, e.duty, e.at, e.reason, e.detail,
			case when p.id is not null and not ${found.own} then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person
			from permit_event e left join person p on p.id = e.person_id
			where e.permit_id = ${found.id} order by e.version desc`.execute(db);
		return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
	});
}
