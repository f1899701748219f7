import { sql, type RawBuilder } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand, hasRole, type Actor } from '#lib/server/policy/index.ts';
import {
	APPROVAL_STEPS,
	DeskQuery,
	STEP_ROLE,
	type ApprovalStep,
	type Clock,
	type DeskKind,
	type DigSummary
} from '../../rules/index.ts';
import { SUMMARY, toSummary, WITH_UNIT_AND_CLASHES, type SummaryRow } from '../columns.ts';
import { parseInput } from '../input.ts';
import { unitsOf } from '../promoter.ts';
import { breachQuestion, together, waitingQuestion } from './desk-own.ts';
import { togetherQuestions } from './desk-together.ts';
import { readTerms, type Terms } from './due.ts';

export interface DeskItem {
	dig: DigSummary;
	/** Whose answer is waited for, where one is. */
	step: ApprovalStep | null;
	/** Why it waits here, in the words of who sent it. */
	reason: string | null;
	/** For whom it waits, or who the others are. */
	who: Bilingual | null;
	since: string | null;
	clock: Clock | null;
	/** Hours left for the file of an emergency. */
	hours_left: number | null;
}

export interface DeskGroup {
	kind: DeskKind;
	items: DeskItem[];
	/** More than are listed. */
	total: number;
}

/** What waits for a person: the most pressing group first, in each the oldest first. */
export interface Desk {
	groups: DeskGroup[];
	total: number;
}

const MOST = 50;
const MOST_OF_ONE = 1000;

/**
 * @param input `DeskQuery`: one kind is told in full, all kinds with the first of each.
 * @throws DomainError `forbidden`, `invalid_input`
 */
export async function deskOf(ctx: Ctx, input: unknown = {}): Promise<Desk> {
	demand(ctx, 'dig:read');
	const { kind: only } = parseInput(DeskQuery, input);
	const now = ctx.now();
	return ctx.read(async (db) => {
		const terms = await readTerms(db, now);
		const groups: DeskGroup[] = [];
		const questions = [
			...questionsOf(ctx.actor, terms.today),
			...(!only || only === 'breach' ? await breachQuestion(db, ctx.actor, terms.today) : []),
			...togetherQuestions(ctx.actor, now),
			...waitingQuestion(ctx.actor)
		];
		for (const [kind, from] of questions.filter(([kind]) => !only || kind === only)) {
			const most = only ? MOST_OF_ONE : MOST;
			const group = await answerOf(db, kind, from, { terms, now, most });
			if (group.total) groups.push(group);
		}
		return { groups, total: groups.reduce((sum, g) => sum + g.total, 0) };
	});
}

interface Row extends SummaryRow {
	step: ApprovalStep | null;
	reason: string | null;
	who: Bilingual | null;
	since: Date | null;
	due_on: string | null;
	file_due_at: Date | null;
	total: number;
}

async function answerOf(
	db: Tx['db'],
	kind: DeskKind,
	from: RawBuilder<unknown>,
	{ terms, now, most }: { terms: Terms; now: Date; most: number }
): Promise<DeskGroup> {
	const { rows } =
		await sql<Row>`select ${SUMMARY}, w.step, w.reason, w.since, w.due_on, w.file_due_at, w.total::int,
			to_jsonb(w) -> 'who' as who
		from (select q.*, count(*) over () as total from (${from}) q order by q.due_on, q.since, q.dig_id limit ${most}) w
		join dig d on d.id = w.dig_id ${WITH_UNIT_AND_CLASHES}
		order by w.due_on, w.since, d.id`.execute(db);
	const items = rows.map((row) => ({
		dig: toSummary(row),
		step: row.step,
		reason: row.reason,
		who: row.who,
		since: row.since?.toISOString() ?? null,
		clock: row.due_on === null ? null : terms.clockOf(row.due_on),
		hours_left:
			row.file_due_at === null ? null : Math.floor((row.file_due_at.getTime() - now.getTime()) / 3_600_000)
	}));
	return { kind, items, total: rows[0]?.total ?? 0 };
}

/** Which questions the desk of somebody asks: by their roles, and in the units where they hold them. */
function questionsOf(actor: Actor, today: string): [DeskKind, RawBuilder<unknown>][] {
	const mine = unitsOf(actor);
	const questions: [DeskKind, RawBuilder<unknown>][] = [];
	if (mine.length) questions.push(['file_due', fileDue(mine)], ['overrun', overrun(ofMine(mine), today)]);
	else if (hasRole(actor, 'coordinator')) questions.push(['overrun', overrun(sql`true`, today)]);
	if (APPROVAL_STEPS.some((step) => hasRole(actor, STEP_ROLE[step])))
		questions.push(['approve', asked(forMe(actor))]);
	if (mine.length) questions.push(['respond', toAnswer(sql`r.unit_id = any(${mine}::bigint[])`)]);
	if (hasRole(actor, 'coordinator', 'unit_head', 'governor'))
		questions.push(['late_approval', asked(above(actor, today))]);
	if (hasRole(actor, 'coordinator', 'governor'))
		questions.push(['late_response', toAnswer(sql`r.due_on < ${today}::date`)]);
	if (mine.length)
		questions.push(
			['returned', returned(mine)],
			['start_late', toStart(mine, sql`d.starts_on < ${today}::date`)],
			['start_today', toStart(mine, sql`d.starts_on = ${today}::date`)]
		);
	if (hasRole(actor, 'inspector'))
		questions.push(['inspect', toInspect(actor)], ['defects', defective(sql`true`)]);
	else if (mine.length) questions.push(['defects', defective(ofMine(mine))]);
	if (hasRole(actor, 'coordinator')) questions.push(['to_close', toClose(today)]);
	return questions;
}

const NONE = sql`null::text as step, null::text as reason`;

function asked(which: RawBuilder<unknown>) {
	return sql`select a.dig_id, a.step, r.kind as reason, a.asked_at as since, a.due_on, null::timestamptz as file_due_at
		from dig_approval a join dig_round r using (dig_id, round) left join unit u on u.id = a.unit_id
		where a.state = 'asked' and ${which}`;
}

/** Works whose owners of networks have not answered. */
function toAnswer(which: RawBuilder<unknown>) {
	return sql`select r.dig_id, null::text as step, null::text as reason, ${together(sql`u.name_ar`, sql`u.name_en`)} as who,
			min(r.asked_at) as since, min(r.due_on) as due_on, null::timestamptz as file_due_at
		from dig_response r join dig d on d.id = r.dig_id and d.round = r.round join unit u on u.id = r.unit_id
		where r.answer is null and ${which} and exists (select from dig_approval a
			where a.dig_id = r.dig_id and a.round = r.round and a.state in ('asked', 'waiting'))
		group by r.dig_id`;
}

/** Lies with a role of mine, in a unit of mine or below it. */
function forMe(actor: Actor): RawBuilder<unknown> {
	const held = actor.assignments.flatMap((a) =>
		APPROVAL_STEPS.filter((step) => STEP_ROLE[step] === a.role).map(
			(step) => sql`(a.step = ${step} and (u.id is null or starts_with(u.path, ${a.unitPath})))`
		)
	);
	return held.length ? sql`(${sql.join(held, sql` or `)})` : sql`false`;
}

/** Silence that the coordinator and the governor see everywhere, a head in the own units. */
function above(actor: Actor, today: string): RawBuilder<unknown> {
	const late = sql`a.due_on < ${today}::date`;
	if (hasRole(actor, 'coordinator', 'governor')) return late;
	const heads = actor.assignments
		.filter((a) => a.role === 'unit_head')
		.map((a) => sql`starts_with(u.path, ${a.unitPath})`);
	return sql`${late} and (u.id is null or ${sql.join(heads, sql` or `)})`;
}

const ofMine = (mine: readonly string[]) => sql`d.unit_id = any(${mine}::bigint[])`;

function returned(mine: readonly string[]) {
	return sql`select d.id as dig_id, a.step, a.reason, a.decided_at as since, null::date as due_on,
			null::timestamptz as file_due_at
		from dig d join dig_approval a on a.dig_id = d.id and a.round = d.round and a.state = 'returned'
		where ${ofMine(mine)} and d.state = 'planned'`;
}

function fileDue(mine: readonly string[]) {
	return sql`select d.id as dig_id, ${NONE}, d.started_at as since, null::date as due_on, d.file_due_at
		from dig d where ${ofMine(mine)} and d.file_due_at is not null and d.submitted_at is null`;
}

function overrun(which: RawBuilder<unknown>, today: string) {
	return sql`select d.id as dig_id, ${NONE}, d.started_at as since, coalesce(d.permitted_ends_on, d.ends_on) as due_on,
			null::timestamptz as file_due_at
		from dig d where ${which} and d.state = 'running'
			and coalesce(d.permitted_ends_on, d.ends_on) < ${today}::date`;
}

function toStart(mine: readonly string[], when: RawBuilder<unknown>) {
	return sql`select d.id as dig_id, ${NONE}, d.granted_at as since, d.starts_on as due_on,
			null::timestamptz as file_due_at
		from dig d where ${ofMine(mine)} and d.state = 'granted' and ${when}`;
}

/** Works that are over and wait to be accepted; of the inspector's district, or of none. */
function toInspect(actor: Actor) {
	const here = actor.assignments
		.filter((a) => a.role === 'inspector')
		.map((a) => sql`starts_with(u.path, ${a.unitPath})`);
	return sql`select d.id as dig_id, ${NONE}, coalesce(d.finished_at, d.updated_at) as since, null::date as due_on,
			null::timestamptz as file_due_at
		from dig d
		left join lateral (select u.path from dig_approval a join unit u on u.id = a.unit_id
			where a.dig_id = d.id and a.step = 'district' order by a.round desc limit 1) u on true
		where d.state = 'finished' and d.unit_id is not null and (u.path is null or ${sql.join(here, sql` or `)})`;
}

/** Works with defects that are still to be made good. */
function defective(which: RawBuilder<unknown>) {
	return sql`select d.id as dig_id, null::text as step, string_agg(f.kind, ',' order by f.id) as reason,
			min(i.at) as since, null::date as due_on, null::timestamptz as file_due_at
		from dig_defect f join dig d on d.id = f.dig_id join dig_inspection i on i.id = f.inspection_id
		where f.fixed_at is null and ${which} group by d.id`;
}

/** The guarantee has ended and nothing is open. */
function toClose(today: string) {
	return sql`select d.id as dig_id, ${NONE}, d.restored_at as since, null::date as due_on,
			null::timestamptz as file_due_at
		from dig d where d.state = 'restored' and d.guarantee_until < ${today}::date
			and not exists (select from dig_defect f where f.dig_id = d.id and f.fixed_at is null)`;
}
