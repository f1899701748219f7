import { sql, type RawBuilder } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	ReadPerformance,
	WAITING_STATES,
	type Fault,
	type Performance,
	type PermitState,
	type Span,
	type UnitFigures
} from '../../rules/index.ts';
import { scopeOf } from '../cases/read.ts';
import { secondsOf } from './office.ts';
import { CASE, DECISIVE, GRANTED, setsOf, WAITING, type Sets } from './sets.ts';
import { clockedOf } from './service-time.ts';

const FAULTS_TOLD = 6;

/**
 * How the departments in the asker's reach do: what waits and is late now, how long things took in a period, what was
 * sent back and decided in it.
 * @param input `ReadPerformance`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`; ZodError.
 */
export async function permitPerformance(ctx: Ctx, input: unknown): Promise<Performance> {
	demand(ctx, 'permit:performance');
	const { unit, ...asked } = ReadPerformance.parse(input);
	return ctx.read(async (db) => {
		await sql`set local work_mem = '64MB'`.execute(db);
		const sets = await setsOf(db, asked, ctx.now());
		const reach = sql`${scopeOf(ctx)} and p.life = 'licence'${unit ? sql` and p.unit_id = ${unit}::bigint` : sql``}`;
		const now = await waitingNow(db, sets, reach);
		const { decided, judged, stays } = await pastIn(db, sets, reach);
		const names = await unitNames(
			db,
			[...now, ...decided, ...judged].map((row) => row.unit_id)
		);
		const figures = (id: string | null): Omit<UnitFigures, 'unit'> => {
			const here = now.filter((row) => id === null || row.unit_id === id);
			const sum = (of: (row: WaitingRow) => number) => here.reduce((all, row) => all + of(row), 0);
			const ends = decided.find((row) => row.unit_id === id);
			const window = judged.find((row) => row.unit_id === id);
			return {
				...{ waiting: sum((r) => r.waiting), late: sum((r) => r.late) },
				alarms: { first: sum((r) => r.first), last: sum((r) => r.last), expired: sum((r) => r.expired) },
				...{ checked: window?.checked ?? 0, returned: window?.returned ?? 0 },
				...{ granted: ends?.granted ?? 0, refused: ends?.refused ?? 0 },
				whole: spanOf(ends)
			};
		};
		return {
			at: ctx.now().toISOString(),
			...{ period: sets.period, unit: unit ?? null, promise: sets.promise, total: figures(null) },
			units: names.map((name) => ({ unit: name, ...figures(name.id) })),
			steps: WAITING_STATES.map((state) => {
				const here = now.filter((row) => row.state === state);
				return {
					state,
					waiting: here.reduce((all, row) => all + row.waiting, 0),
					late: here.reduce((all, row) => all + row.late, 0),
					stay: spanOf(stays.find((row) => row.state === state))
				};
			}),
			faults: await faultsIn(db, sets, reach)
		};
	});
}

interface WaitingRow {
	unit_id: string;
	state: PermitState;
	waiting: number;
	late: number;
	first: number;
	last: number;
	expired: number;
}

async function waitingNow(db: Tx['db'], sets: Sets, reach: RawBuilder<unknown>): Promise<WaitingRow[]> {
	const { rows } =
		await sql<WaitingRow>`with ${sets.office.cte}, cases as materialized (select ${CASE}, ${sets.alarm('first')} as first,
			${sets.alarm('last')} as last, ${sets.alarm('expired')} as expired from permit p where ${reach} and ${WAITING}),
		${clockedOf(sets.office, sets.now)}
		select c.unit_id::text, c.state, count(*)::int as waiting, count(*) filter (where ${sets.late})::int as late,
			count(*) filter (where c.first)::int as first, count(*) filter (where c.last)::int as last,
			count(*) filter (where c.expired)::int as expired
		from cases c left join clocked k on k.id = c.id group by c.unit_id, c.state`.execute(db);
	return rows;
}

interface SpanRow {
	cases: number;
	spans: [number, number] | null;
}

const spanOf = (row: SpanRow | undefined): Span => ({
	cases: row?.cases ?? 0,
	median: row?.spans?.[0] ?? null,
	p90: row?.spans?.[1] ?? null
});

/** Median and nine tenths of minutes, in working days. */
const spans = ({ dayMinutes }: Sets, minutes: RawBuilder<unknown>) =>
	sql`percentile_cont(array[0.5, 0.9]) within group (order by (${minutes})::float8 / ${dayMinutes}::float8)`;

type DecidedRow = SpanRow & { unit_id: string | null; granted: number; refused: number };
interface JudgedRow {
	unit_id: string | null;
	checked: number;
	returned: number;
}
type StayRow = SpanRow & { state: PermitState };
interface Past {
	decided: DecidedRow[];
	judged: JudgedRow[];
	stays: StayRow[];
}

/** What happened in the period, read once. */
async function pastIn(db: Tx['db'], sets: Sets, reach: RawBuilder<unknown>): Promise<Past> {
	const { worked, cte } = sets.office;
	const states = sql.join(WAITING_STATES.map((state) => sql.lit(state)));
	const { rows } = await sql<Past>`with ${cte}, past as materialized (
			select p.id, p.unit_id, e.action, e.permit_id, e.version, e.from_state as state, ${secondsOf(sql`e.at`)} as left_at,
				${secondsOf(sql`e.entered_at`)} as entered_at
			from permit_event e join permit p on p.id = e.permit_id
			where ${sets.within(sql`e.at`)} and e.entered_at is not null and ${reach}
		), stay as (
			select state, id, sum(${worked(sql`left_at`)} - ${worked(sql`entered_at`)}) as minutes from past
			where state in (${states}) group by state, id
		), stays as (
			select state, count(*)::int as cases, ${spans(sets, sql`minutes`)} as spans from stay group by state
		), judgement as (
			select unit_id, id, bool_or(action = 'return') as returned from past where action in ('return', 'accept')
			group by unit_id, id
		), judged as (
			select unit_id::text, count(*)::int as checked, count(*) filter (where returned)::int as returned
			from judgement group by grouping sets ((unit_id), ())
		), cases as materialized (
			select p.id, p.unit_id, p.submitted_at, e.action in ${GRANTED} as granted from past e join permit p on p.id = e.id
			where ${DECISIVE}
		), ${clockedOf(sets.office, sets.now)}, decided as (
			select c.unit_id::text, count(*) filter (where c.granted)::int as granted,
				count(*) filter (where not c.granted)::int as refused, count(*)::int as cases,
				${spans(sets, sql`coalesce(k.minutes, 0)`)} as spans
			from cases c left join clocked k on k.id = c.id group by grouping sets ((c.unit_id), ())
		)
		select (select coalesce(jsonb_agg(r), '[]') from stays r) as stays,
			(select coalesce(jsonb_agg(r), '[]') from judged r) as judged,
			(select coalesce(jsonb_agg(r), '[]') from decided r) as decided`.execute(db);
	return rows[0]!;
}

async function faultsIn(
	db: Tx['db'],
	sets: Sets,
	reach: RawBuilder<unknown>
): Promise<Performance['faults']> {
	const { rows } = await sql<{
		fault: Fault;
		cases: number;
	}>`select r.fault, count(distinct r.permit_id)::int as cases
		from permit_request r join permit p on p.id = r.permit_id
		where r.phase = 'intake' and ${sets.within(sql`r.asked_at`)} and ${reach}
		group by r.fault order by cases desc, r.fault limit ${FAULTS_TOLD}`.execute(db);
	return rows;
}

async function unitNames(db: Tx['db'], ids: (string | null)[]): Promise<{ id: string; name: Bilingual }[]> {
	const { rows } = await sql<{ id: string; name: Bilingual }>`select id::text,
			jsonb_build_object('ar', name_ar, 'en', name_en) as name
		from unit where id = any(${[...new Set(ids.filter((id) => id !== null))]}::bigint[]) order by name_ar`.execute(
		db
	);
	return rows;
}
