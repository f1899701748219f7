import { sql, type RawBuilder } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand, hasRole } from '#lib/server/policy/index.ts';
import type { CallAnswer, ProgrammeCall } from '../../rules/index.ts';
import { readTerms } from '../life/due.ts';
import { unitsOf } from '../promoter.ts';

/** Calls of years; the latest first. */
const MOST = 100;

/** The calls that concern the reader: all of them for the governorate, an agency's own. @throws `forbidden` */
export async function listCalls(ctx: Ctx): Promise<ProgrammeCall[]> {
	demand(ctx, 'dig:read');
	return ctx.read((db) => select(ctx, db, sql`true`));
}

/** Calls that wait for the reader: for their agency's programme, or as the coordinator for those who are late. */
export async function callsWaiting(ctx: Ctx): Promise<ProgrammeCall[]> {
	const calls = await ctx.read((db) => select(ctx, db, sql`c.closed_at is null`));
	const coordinates = hasRole(ctx.actor, 'coordinator');
	return calls.filter(({ answers }) =>
		answers.some(
			(a) => (a.state === 'late' && coordinates) || (a.mine && !coordinates && a.handed_at === null)
		)
	);
}

/** @throws DomainError `not_found` */
export async function readCall(ctx: Ctx, db: Tx['db'], id: string): Promise<ProgrammeCall> {
	const [call] = await select(ctx, db, sql`c.id = ${id}::bigint`);
	if (!call) throw new DomainError('not_found');
	return call;
}

interface Row {
	id: string;
	from_on: string;
	to_on: string;
	due_on: string;
	note: string | null;
	opened_at: Date;
	closed_at: Date | null;
	answers: Omit<CallAnswer, 'state' | 'mine' | 'after_day'>[];
	late: string[];
}

async function select(ctx: Ctx, db: Tx['db'], which: RawBuilder<unknown>): Promise<ProgrammeCall[]> {
	const { actor } = ctx;
	const mine = unitsOf(actor);
	// A company knows of its own answer; what others hand in is the governorate's to see.
	const seen =
		mine.length > 0 && !can(actor, 'programme:call') ? sql`a.unit_id = any(${mine}::bigint[])` : sql`true`;
	const { rows } = await sql<Row>`
		select c.id::text, c.from_on, c.to_on, c.due_on, c.note, c.opened_at, c.closed_at,
			jsonb_agg(jsonb_build_object('unit_id', a.unit_id::text, 'code', u.code,
				'unit', jsonb_build_object('ar', u.name_ar, 'en', u.name_en), 'works', a.works,
				'handed_at', a.handed_at, 'reminded_at', a.reminded_at, 'late_at', a.late_at) order by u.name_ar) as answers,
			array_agg(a.unit_id::text) filter (where (a.handed_at at time zone 'Africa/Cairo')::date > c.due_on) as late
		from programme_call c join programme_answer a on a.call_id = c.id join unit u on u.id = a.unit_id
		where ${which} and ${seen}
		group by c.id order by c.closed_at is not null, c.due_on desc, c.id desc limit ${MOST}`.execute(db);
	if (rows.length === 0) return [];
	const terms = await readTerms(db, ctx.now());
	return rows.map((row) => ({
		id: row.id,
		period: { start: row.from_on, end: row.to_on },
		due_on: row.due_on,
		days_left: terms.clockOf(row.due_on).days_left,
		note: row.note,
		opened_at: row.opened_at.toISOString(),
		closed_at: row.closed_at?.toISOString() ?? null,
		may_close: row.closed_at === null && can(actor, 'programme:call'),
		answers: row.answers.map((a) => ({
			...a,
			state: stateOf(a, row.due_on < terms.today),
			after_day: row.late?.includes(a.unit_id) ?? false,
			mine: row.closed_at === null && can(actor, 'programme:answer', { unitId: a.unit_id })
		}))
	}));
}

function stateOf(
	{ handed_at, works }: Pick<CallAnswer, 'handed_at' | 'works'>,
	over: boolean
): CallAnswer['state'] {
	if (handed_at !== null) return works === 0 ? 'nothing' : 'handed_in';
	return over ? 'late' : 'waiting';
}
