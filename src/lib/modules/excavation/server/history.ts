import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	changesBetween,
	type ApprovalStep,
	type DigSnapshot,
	type HistoryAction,
	type HistoryEntry
} from '../rules/index.ts';
import { tidyReference } from './reference.ts';

/**
 * Every version of a dig, newest first: who, when, why, and what it changed.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function digHistory(ctx: Ctx, reference: string): Promise<HistoryEntry[]> {
	demand(ctx, 'dig:read');
	const rows = await ctx.read(
		async (db) =>
			(
				await sql<Row>`select h.version, h.action, h.at, h.reason, h.step, h.data,
			case when p.id is not null then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person
		from dig d join dig_history h on h.dig_id = d.id left join person p on p.id = h.person_id
		where d.reference = ${tidyReference(reference)} order by h.version`.execute(db)
			).rows
	);
	if (rows.length === 0) throw new DomainError('not_found');
	return rows.map((row, i) => entry(row, rows[i - 1]?.data)).reverse();
}

interface Row {
	version: number;
	action: HistoryAction;
	at: Date;
	reason: string | null;
	step: ApprovalStep | null;
	data: DigSnapshot;
	person: Bilingual | null;
}

function entry(
	{ version, action, at, reason, step, data, person }: Row,
	before: DigSnapshot | undefined
): HistoryEntry {
	const changes = before ? changesBetween(before, data) : [];
	return { version, action, at: at.toISOString(), person, reason, step, changes };
}
