import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import {
	positionsOf,
	type ClashAnswer,
	type ClashParty,
	type Judged,
	type Position
} from '../../rules/index.ts';

/** A word of a party, as the database gives it inside a clash. */
export interface JudgementRow extends Judged {
	unit_id: string;
	answer: ClashAnswer;
	reason: string;
	at: string;
	person: Bilingual | null;
}

/**
 * Every word on a clash `c`, newest first; and on the pair under another rule of place, when that has ceased: what
 * was a clash and is now too soon after is still known, and to be judged again.
 */
export const SAID = sql`coalesce((
	select jsonb_agg(jsonb_build_object('unit_id', j.unit_id::text, 'answer', j.answer, 'reason', j.reason, 'at', j.at,
		'rule', o.rule, 'severity', j.severity, 'days', j.days, 'area_m2', j.area_m2,
		'person', jsonb_build_object('ar', w.name_ar, 'en', w.name_en)) order by j.id desc)
	from dig_clash o join dig_clash_judgement j on j.clash_id = o.id join person w on w.id = j.person_id
	where o.id = c.id or (o.dig_a = c.dig_a and o.dig_b = c.dig_b and o.closed_at is not null
		and o.rule in ('C1', 'C2', 'C3') and c.rule in ('C1', 'C2', 'C3'))), '[]')`;

/** How the parties of a clash stand. */
export function toPositions(
	clash: Judged & { a: ClashParty; b: ClashParty | null },
	said: readonly JudgementRow[]
): Position[] {
	return positionsOf(
		clash,
		said.map(({ unit_id, answer, reason, at, person, rule, severity, days, area_m2 }) => ({
			...{ unit_id, answer, reason, person, of: { rule, severity, days, area_m2 } },
			at: new Date(at).toISOString()
		}))
	);
}
