import { sql } from 'kysely';
import { diffDays } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Approval, Dig, Holder, Round, Standing } from '../../rules/index.ts';
import { readDig } from '../save.ts';
import { noticeOf, openBlockers, type Blocker } from './blockers.ts';
import { boardOf } from './board.ts';
import { readTerms, type Terms } from './due.ts';
import { inspectionsOf } from './inspections.ts';

/** Where a dig stands: who holds it, since when, how long is left, and every request so far. */
export async function standingOf(ctx: Ctx, db: Tx['db'], dig: Dig): Promise<Standing> {
	const now = ctx.now();
	const terms = await readTerms(db, now);
	const rounds = await roundsOf(db, dig.id, terms);
	const asked = rounds[0]?.approvals.find((a) => a.state === 'asked');
	const holder = asked ? asked.step : HOLDER[dig.state];
	const { permitted_ends_on, file_due_at, submitted_at } = dig.life;
	const end = permitted_ends_on ?? dig.window.end;
	const running = dig.state === 'running';
	return {
		holder,
		unit: asked ? asked.unit : holder === 'owner' ? dig.promoter.name : null,
		since: asked?.asked_at ?? (await sinceOf(db, dig)),
		clock: asked ? asked.clock : running ? terms.clockOf(end) : null,
		file_hours_left:
			file_due_at !== null && submitted_at === null
				? Math.floor((Date.parse(file_due_at) - now.getTime()) / 3_600_000)
				: null,
		overrun_days: running && terms.today > end ? diffDays(end, terms.today) : 0,
		hindrances: await hindrancesOf(db, dig, now),
		rounds,
		overrides: await overridesOf(db, dig.id),
		inspections: await inspectionsOf(db, dig.id),
		responses: await boardOf(db, dig, terms, ctx.actor)
	};
}

/**
 * The same by reference.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function digStanding(ctx: Ctx, reference: string): Promise<Standing> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => standingOf(ctx, db, await readDig(db, reference)));
}

const HOLDER: Record<Dig['state'], Holder> = {
	planned: 'owner',
	submitted: 'nobody',
	granted: 'owner',
	running: 'owner',
	finished: 'inspector',
	restored: 'inspector',
	closed: 'nobody',
	refused: 'nobody',
	cancelled: 'nobody'
};

/** Clashes and hours have cards of their own on the record of a plan; who approves sees all that forbids it at once. */
async function hindrancesOf(db: Tx['db'], dig: Dig, now: Date): Promise<Standing['hindrances']> {
	if (dig.state === 'submitted') return openBlockers(db, dig, await noticeOf(db, dig)).then(told);
	if (dig.state !== 'planned') return [];
	return told((await openBlockers(db, dig, now)).filter((f) => OWN_CARD.every((rule) => rule !== f.rule)));
}

const OWN_CARD = ['C1', 'C7'] as const;

const told = (found: readonly Blocker[]) => found.map(({ rule, reason }) => ({ rule, reason }));

/** When it came into its present state. */
async function sinceOf(db: Tx['db'], dig: Dig): Promise<string> {
	const { rows } = await sql<{ at: Date }>`select min(h.at) as at from dig_history h
		where h.dig_id = ${dig.id} and h.version > coalesce((select max(b.version) from dig_history b
			where b.dig_id = ${dig.id} and b.data ->> 'state' <> ${dig.state}), 0)`.execute(db);
	return rows[0]?.at?.toISOString() ?? dig.created_at;
}

interface Row {
	round: number;
	kind: Round['kind'];
	opened_at: Date;
	closed_at: Date | null;
	outcome: Round['outcome'];
	approvals: (Omit<Approval, 'clock'> & { due_on: string | null })[];
}

async function roundsOf(db: Tx['db'], digId: string, { clockOf }: Terms): Promise<Round[]> {
	const { rows } = await sql<Row>`select r.round, r.kind, r.opened_at, r.closed_at, r.outcome,
		(select jsonb_agg(jsonb_build_object('step', a.step, 'state', a.state, 'asked_at', a.asked_at,
			'due_on', a.due_on, 'decided_at', a.decided_at, 'reason', a.reason, 'conditions', a.conditions,
			'escalated', a.escalated_at is not null, 'by_silence', a.by_silence,
			'unit', case when u.id is not null then jsonb_build_object('ar', u.name_ar, 'en', u.name_en) end,
			'person', case when p.id is not null then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end)
			order by a.position)
		from dig_approval a left join unit u on u.id = a.unit_id left join person p on p.id = a.decided_by
		where a.dig_id = r.dig_id and a.round = r.round) as approvals
	from dig_round r where r.dig_id = ${digId} order by r.round desc`.execute(db);
	return rows.map(({ approvals, opened_at, closed_at, ...round }) => ({
		...round,
		opened_at: opened_at.toISOString(),
		closed_at: closed_at?.toISOString() ?? null,
		approvals: approvals.map(({ due_on, ...a }) => ({
			...a,
			clock: a.state === 'asked' && due_on ? clockOf(due_on) : null
		}))
	}));
}

async function overridesOf(db: Tx['db'], digId: string): Promise<Standing['overrides']> {
	const { rows } = await sql<{ reason: string; at: Date; person: Bilingual }>`select o.reason, o.at,
			jsonb_build_object('ar', p.name_ar, 'en', p.name_en) as person
		from (select distinct reason, at, person_id from dig_override where dig_id = ${digId}) o
		join person p on p.id = o.person_id order by o.at desc`.execute(db);
	return rows.map((o) => ({ ...o, at: o.at.toISOString() }));
}
