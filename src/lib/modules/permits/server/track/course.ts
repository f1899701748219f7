import { sql, type RawBuilder } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	appealStanding,
	INNER_STEPS,
	REASONED,
	type Duty,
	type TrackedAppeal,
	type TrackedConsultation,
	type TrackedHolder,
	type TrackedPermit,
	type TrackedStep
} from '../../rules/index.ts';
import { toAppeal, type CaseRow } from '../cases/columns.ts';

/** The units in whose hands a case lies: the agencies that have not answered, the governorate, else its department. */
export async function holderUnits(db: Tx['db'], reference: string, duty: Duty): Promise<TrackedHolder> {
	if (duty === 'applicant') return { duty, units: [] };
	const { rows } = await sql<{
		name: Bilingual;
	}>`select jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as name
		from permit p join unit u on case when ${duty} = 'agency' then exists (select from permit_consultation c
			where c.permit_id = p.id and c.unit_id = u.id and c.answer is null)
			when ${duty} = 'governor' then u.parent_id is null
				and starts_with((select d.path from unit d where d.id = p.unit_id), u.path)
			else u.id = p.unit_id end
		where p.reference = ${reference} order by u.code`.execute(db);
	return { duty, units: rows.map((r) => r.name) };
}

/** Which agencies were asked, and until when; what they say is told with the decision. */
export async function consultationsOf(db: Tx['db'], permitId: string): Promise<TrackedConsultation[]> {
	const { rows } = await sql<Omit<TrackedConsultation, 'asked_at'> & { asked_at: Date }>`select
			jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit, c.asked_at, c.due_on,
			case when c.answer is null then 'asked' when c.answer = 'silent' then 'silent' else 'answered' end as state
		from permit_consultation c join unit u on u.id = c.unit_id
		where c.permit_id = ${permitId} order by c.asked_at, u.code`.execute(db);
	return rows.map((r) => ({ ...r, asked_at: r.asked_at.toISOString() }));
}

/** The reason of the last step where it decided against whoever asks. */
export async function reasonOf(db: Tx['db'], { id, state }: CaseRow): Promise<TrackedPermit['reason']> {
	if (!REASONED.includes(state)) return null;
	return whyOf(db, id, sql`to_state = ${state} and from_state is distinct from to_state`);
}

/** How the appeal against a refusal stands; of a dismissed one why. Granted, it is told until the case is decided anew. */
export async function appealTold(
	db: Tx['db'],
	{ id, appeal, decided_at: decided }: CaseRow,
	today: CivilDate
): Promise<TrackedAppeal | null> {
	if (!appeal) return decided === null ? grantedTold(db, id) : null;
	const { until, unverified } = appeal;
	const standing = appealStanding(appeal, today);
	const { filed_at, decided_at } = toAppeal(appeal);
	const reason = standing === 'dismissed' ? await whyOf(db, id, sql`action = 'dismiss_appeal'`) : null;
	return { standing, until, unverified, filed_at, decided_at, reason };
}

/** The appeal that brought a case back to those who judge it. */
async function grantedTold(db: Tx['db'], id: string): Promise<TrackedAppeal | null> {
	const { rows } = await sql<{ filed_at: Date; decided_at: Date }>`select g.at as decided_at, f.at as filed_at
		from permit_event g join permit_event f on f.permit_id = g.permit_id and f.action = 'file_appeal' and f.version < g.version
		where g.permit_id = ${id} and g.action = 'grant_appeal' order by g.version desc, f.version desc limit 1`.execute(
		db
	);
	const [row] = rows;
	if (!row) return null;
	const [filed_at, decided_at] = [row.filed_at.toISOString(), row.decided_at.toISOString()];
	return { standing: 'granted', until: null, unverified: false, filed_at, decided_at, reason: null };
}

/** Why the last of some steps was taken. */
async function whyOf(db: Tx['db'], id: string, steps: RawBuilder<unknown>): Promise<TrackedPermit['reason']> {
	const { rows } = await sql<{ text: string | null; article: string | null }>`select reason as text,
			detail ->> 'article' as article from permit_event
		where permit_id = ${id} and ${steps} order by version desc limit 1`.execute(db);
	const [row] = rows;
	return row?.text ? { text: row.text, article: row.article } : null;
}

/** The steps that changed where a case stands, and those of an appeal, but for those among colleagues; the newest first. */
export async function stepsTold(db: Tx['db'], permitId: string): Promise<TrackedStep[]> {
	const { rows } = await sql<Omit<TrackedStep, 'at'> & { at: Date }>`select action, to_state as to, duty, at
		from permit_event where permit_id = ${permitId} and (from_state is distinct from to_state
				or action in ('file_appeal', 'dismiss_appeal'))
			and action <> all(${[...INNER_STEPS]}::text[])
		order by version desc`.execute(db);
	return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}
