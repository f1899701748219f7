import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	AnswerObjection,
	DrawUpNotice,
	RecordObjection,
	ServeNotice,
	type Neighbours
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { demandReading } from '../cases/may.ts';
import { auditRefusal } from '../cases/refused.ts';
import { dueAfter, neighbourTerms } from './terms.ts';
import { neighboursOf } from './find.ts';
import { demandThat, mayAnswer, mayNotify } from './may.ts';
import { isDecided, neighboursNow, ruleOf } from './read.ts';

/** One write about the neighbours of a case: found and locked, judged, done, audited; what stands then is the answer. */
async function write(
	ctx: Ctx,
	name: string,
	action: string,
	may: (ctx: Ctx, found: CaseRow) => boolean,
	work: (tx: Tx, found: CaseRow) => Promise<Record<string, unknown>>
): Promise<Neighbours> {
	return auditRefusal(ctx, { name, action }, () => {
		demand(ctx, 'permit:list');
		return ctx.transaction(async (tx) => {
			const found = await findCase(tx.db, name, { lock: true });
			demandReading(ctx, found);
			demandThat(ctx, !found.own && may(ctx, found));
			const detail = await work(tx, found);
			const { id, reference } = found;
			await tx.audit(`permit.${action}`, { type: 'permit', id }, { reference, ...detail });
			await tx.announce('permit', [id]);
			return neighboursNow(ctx, tx.db, found);
		});
	});
}

/**
 * Draws up the notices of an accepted case: the plots that share a property line, as they are today.
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`, `already_exists`, `permit_no_neighbours`.
 */
export function drawUpNotice(ctx: Ctx, name: string, input: unknown): Promise<Neighbours> {
	demand(ctx, 'permit:list');
	DrawUpNotice.parse(input);
	return write(ctx, name, 'neighbours_drawn_up', mayNotify, async ({ db }, found) => {
		const today = cairoDate(ctx.now());
		const rule = await ruleOf(db, found, today);
		if (!rule.due || found.accepted_at === null || isDecided(found))
			throw new DomainError('state_forbids', { params: { state: found.state } });
		const terms = await neighbourTerms(db, today);
		const beside = await neighboursOf(db, found.id, terms.reach_m);
		if (beside.length === 0) throw new DomainError('permit_no_neighbours');
		const { rows } = await sql`insert into permit_notice
				(permit_id, drawn_at, reach_m, reply_days, unverified, person_id)
			values (${found.id}, ${ctx.now()}, ${terms.reach_m}, ${terms.reply_days},
				${terms.unverified || rule.unverified}, ${ctx.actor.personId})
			on conflict do nothing returning permit_id`.execute(db);
		if (rows.length === 0) throw new DomainError('already_exists');
		await sql`insert into permit_neighbour (permit_id, n, parcel_id, parcel_name, shared_m, geom)
			select ${found.id}, b.n, f.id, b.parcel_name, b.shared_m, f.geom
			from jsonb_to_recordset(${JSON.stringify(beside.map((b, i) => ({ ...b, n: i + 1 })))}::jsonb)
				as b(n smallint, parcel_id bigint, parcel_name text, shared_m numeric) join parcels f on f.id = b.parcel_id`.execute(
			db
		);
		return { plots: beside.length };
	});
}

/**
 * Writes down how the notice of one plot was served, and until when its people may say something.
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`, `invalid_input` for a day ahead or before the notice.
 */
export function serveNotice(ctx: Ctx, name: string, input: unknown): Promise<Neighbours> {
	demand(ctx, 'permit:list');
	const { neighbour, how, served_on } = ServeNotice.parse(input);
	return write(ctx, name, 'neighbour_served', mayNotify, async ({ db }, found) => {
		if (isDecided(found)) throw new DomainError('state_forbids', { params: { state: found.state } });
		const notice = await noticeOf(db, found, neighbour);
		demandDay('served_on', served_on, notice.drawn_on, cairoDate(ctx.now()));
		const until = how === 'not_found' ? null : await dueAfter(db, served_on, notice.reply_days);
		await sql`insert into permit_neighbour_service (permit_id, n, attempt, how, served_on, reply_until, at, person_id)
			select ${found.id}, ${neighbour}, coalesce(max(attempt), 0) + 1, ${how}, ${served_on}::date, ${until}::date,
				${ctx.now()}::timestamptz, ${ctx.actor.personId}::bigint
			from permit_neighbour_service where permit_id = ${found.id} and n = ${neighbour}`.execute(db);
		return { neighbour, how, served_on };
	});
}

/**
 * Takes down what a neighbour says.
 * @throws DomainError `not_found`, `forbidden`, `invalid_input` for a day ahead or before the notice.
 */
export function recordObjection(ctx: Ctx, name: string, input: unknown): Promise<Neighbours> {
	demand(ctx, 'permit:list');
	const { neighbour, subject, words, received_on } = RecordObjection.parse(input);
	return write(ctx, name, 'objection_recorded', mayNotify, async ({ db }, found) => {
		const notice = await noticeOf(db, found, neighbour);
		demandDay('received_on', received_on, notice.drawn_on, cairoDate(ctx.now()));
		const { rows } = await sql<{ n: number }>`
			insert into permit_objection (permit_id, n, neighbour, subject, received_on, at, person_id)
			select ${found.id}, coalesce(max(n), 0) + 1, ${neighbour}::smallint, ${subject}, ${received_on}::date,
				${ctx.now()}::timestamptz, ${ctx.actor.personId}::bigint
			from permit_objection where permit_id = ${found.id} returning n`.execute(db);
		const { n } = rows[0]!;
		await sql`insert into permit_objection_text (permit_id, n, part, words)
			values (${found.id}, ${n}, 'said', ${words})`.execute(db);
		return { n, subject, neighbour };
	});
}

/**
 * Keeps what the department answers; once.
 * @throws DomainError `not_found`, `forbidden`, `already_exists`.
 */
export function answerObjection(ctx: Ctx, name: string, n: string, input: unknown): Promise<Neighbours> {
	demand(ctx, 'permit:list');
	const { words } = AnswerObjection.parse(input);
	return write(ctx, name, 'objection_answered', mayAnswer, async ({ db }, found) => {
		if (!/^\d{1,4}$/.test(n)) throw new DomainError('not_found');
		const there = await sql`select from permit_objection
			where permit_id = ${found.id} and n = ${n}::smallint`.execute(db);
		if (there.rows.length === 0) throw new DomainError('not_found');
		const { rows } = await sql`insert into permit_objection_answer (permit_id, n, at, person_id)
			values (${found.id}, ${n}::smallint, ${ctx.now()}, ${ctx.actor.personId})
			on conflict do nothing returning n`.execute(db);
		if (rows.length === 0) throw new DomainError('already_exists');
		await sql`insert into permit_objection_text (permit_id, n, part, words)
			values (${found.id}, ${n}::smallint, 'answered', ${words})`.execute(db);
		return { n };
	});
}

async function noticeOf(
	db: Tx['db'],
	found: CaseRow,
	neighbour: number | null
): Promise<{ drawn_on: string; reply_days: number }> {
	const { rows } = await sql<{ drawn_on: string; reply_days: number; known: boolean }>`
		select (drawn_at at time zone 'Africa/Cairo')::date as drawn_on, reply_days,
			${neighbour}::smallint is null or exists (select from permit_neighbour b
				where b.permit_id = n.permit_id and b.n = ${neighbour}::smallint) as known
		from permit_notice n where permit_id = ${found.id}`.execute(db);
	if (!rows[0]?.known) throw new DomainError('not_found');
	return rows[0];
}

function demandDay(path: string, day: string, first: string, today: string): void {
	if (day > today) throw new DomainError('invalid_input', { fields: [{ path, code: 'permit_day_ahead' }] });
	if (day < first)
		throw new DomainError('invalid_input', { fields: [{ path, code: 'permit_before_notice' }] });
}
