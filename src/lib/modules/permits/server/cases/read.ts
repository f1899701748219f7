import { sql, type RawBuilder } from 'kysely';
import { PERMIT_OVERSEERS } from '#lib/kernel/roles.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand, hasRole } from '#lib/server/policy/index.ts';
import {
	holderNow,
	ListPermits,
	PERMIT_TRANSITIONS,
	waitingFor,
	type Duty,
	type PermitCase,
	type PermitListed
} from '../../rules/index.ts';
import { countedFilters } from '../performance/sets.ts';
import { inTheirTime } from '../works/hang.ts';
import { amendsShown } from './amends.ts';
import { clocksOf, clocksOfMany } from './clocks.ts';
import { SUMMARY, toSummary, WITH_UNIT, type CaseRow, type SummaryRow } from './columns.ts';
import { actionsNow } from './duty.ts';
import { findCase } from './find.ts';
import { lookAt } from './looked.ts';
import { demandReading } from './may.ts';
import { orderOf } from './order.ts';
import { readTerms } from './settings.ts';
import { placesSay, saysWords } from './words.ts';

/** @throws DomainError `not_found`, `forbidden`. */
export async function getPermit(ctx: Ctx, name: string): Promise<PermitCase> {
	return lookAt(ctx, { name, action: 'read', often: true }, (db, found) => toCase(ctx, db, found));
}

/** The same within a transaction. */
export async function readCase(ctx: Ctx, db: Tx['db'], name: string): Promise<PermitCase> {
	const found = await findCase(db, name);
	demandReading(ctx, found);
	return toCase(ctx, db, found);
}

/** The same of a case that was found and may be read. */
export async function toCase(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<PermitCase> {
	const now = ctx.now();
	return {
		...toSummary(ctx, found),
		...{ plot: found.plot, plot_m2: found.plot_m2, footprint: found.footprint, facts: found.facts },
		...{ amends: await amendsShown(db, found), amended_by: found.amended_by },
		...{ works_under: found.works_under, goes_by: found.goes_by },
		others_open: can(ctx.actor, 'permit:read', { unitPath: found.unit_path, own: false, hand: false }),
		holder: holderNow(found),
		clocks: clocksOf(found, await readTerms(db, now), now),
		may: await inTheirTime(db, found.root_id, actionsNow(ctx, found))
	};
}

export interface PermitPage {
	items: PermitListed[];
	/** How many there are in all, of the first page; of very many, that they are more. */
	total: { count: number; more: boolean } | null;
	next_cursor: string | null;
}

/** Beyond this it is only told that there are more. */
const COUNTED = 10_000;

/**
 * The cases of the asker's departments, newest first, and what waits for them by what ends first; of a reviewer those drawn to them; of an applicant their own.
 * @param input `ListPermits`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`; ZodError.
 */
export async function listPermits(ctx: Ctx, input: unknown): Promise<PermitPage> {
	demand(ctx, 'permit:list');
	const query = ListPermits.parse(input);
	const order = orderOf(query.sort ?? (query.mine ? 'deadline' : 'newest'), query.cursor);
	return ctx.read(async (db) => {
		const judges = judgesOnly(ctx);
		const said = judges ? null : await saysWords(db, query.q);
		const places = judges ? placesSay(query.q) : null;
		const scope = scopeOf(ctx);
		const filters = [said?.gathered ? inScope(ctx) : scope, ...filtersOf(ctx, query)];
		filters.push(...(await countedFilters(db, query, { scope, now: ctx.now() })));
		filters.push(...[said?.where, places].filter((f) => !!f));
		const total = order.after ? null : await countUpTo(db, filters);
		if (order.after) filters.push(order.after);
		const where = sql.join(filters, sql` and `);
		// What waits for somebody is found by who they are, then put in order: there is never much of it.
		const found = query.mine
			? sql`(with mine as materialized (select p.id from permit p where ${where}) select id from mine) m join permit p on p.id = m.id`
			: sql`permit p`;
		const { rows } = await sql<SummaryRow>`select ${SUMMARY} from ${found} ${WITH_UNIT}
			where ${query.mine ? sql`true` : where} order by ${order.by} limit ${query.limit + 1}`.execute(db);
		const shown = rows.slice(0, query.limit);
		const items = await withClocks(ctx, db, shown);
		const last = shown.at(-1);
		return {
			items,
			total,
			next_cursor: rows.length > query.limit && last ? order.cursorOf(last) : null
		};
	});
}

/** A page of cases with both clocks and what has to be answered by when: each read once for all of them. */
async function withClocks(ctx: Ctx, db: Tx['db'], rows: readonly SummaryRow[]): Promise<PermitListed[]> {
	if (rows.length === 0) return [];
	const now = ctx.now();
	const clocks = await clocksOfMany(db, rows, await readTerms(db, now), now);
	const ids = rows.map((r) => r.id);
	const units = focalUnits(ctx.actor);
	const { rows: dues } = await sql<{
		id: string;
		due: string;
	}>`select permit_id::text as id, min(due_on)::text as due from (
			select permit_id, due_on from permit_consultation where permit_id = any(${ids}::bigint[]) and answer is null
				and (${units.length === 0}::boolean or unit_id = any(${units}::bigint[]))
			union all select permit_id, due_on from permit_request
			where permit_id = any(${ids}::bigint[]) and answered_at is null) open group by permit_id`.execute(db);
	const due = new Map(dues.map((r) => [r.id, r.due]));
	return rows.map((row) => ({
		...toSummary(ctx, row),
		...{ holder: holderNow(row), clocks: clocks.get(row.id)!, due_on: due.get(row.id) ?? null }
	}));
}

async function countUpTo(db: Tx['db'], filters: RawBuilder<unknown>[]): Promise<PermitPage['total']> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from permit p
		where ${sql.join(filters, sql` and `)} limit ${COUNTED + 1}) counted`.execute(db);
	const n = rows[0]!.n;
	return { count: Math.min(n, COUNTED), more: n > COUNTED };
}

/** The cases an actor may list, of a permit `p`: of their departments, and those that are theirs. */
export function scopeOf({ actor }: Pick<Ctx, 'actor'>): RawBuilder<unknown> {
	if (actor.kind === 'system') return sql`true`;
	// Each part by an index of its own: lists of ids, gathered once.
	return sql`(${ofDepartments(actor)}
		or p.id = any(array(select h.permit_id from permit_hand h where h.person_id = ${actor.personId}::bigint))
		or p.root_id = any(array(select a.permit_id from permit_applicant a where a.person_id = ${actor.personId}::bigint))
		or p.id = any(array(select c.permit_id from permit_consultation c
			where c.unit_id = any(${focalUnits(actor)}::bigint[]))))`;
}

/** The same, asked of each of a few cases that were found by something else: a long list of ids is no way to look one up. */
function inScope({ actor }: Pick<Ctx, 'actor'>): RawBuilder<unknown> {
	if (actor.kind === 'system') return sql`true`;
	return sql`(${ofDepartments(actor)}
		or exists (select from permit_hand h where h.permit_id = p.id and h.person_id = ${actor.personId}::bigint)
		or exists (select from permit_applicant a where a.permit_id = p.root_id and a.person_id = ${actor.personId}::bigint)
		or exists (select from permit_consultation c where c.permit_id = p.id and c.unit_id = any(${focalUnits(actor)}::bigint[])))`;
}

function ofDepartments(actor: Ctx['actor']): RawBuilder<unknown> {
	const over = actor.assignments
		.filter((a) => PERMIT_OVERSEERS.includes(a.role))
		.map((a) => (a.role === 'auditor' || a.role === 'admin' ? '/' : a.unitPath));
	return sql`p.unit_id = any(array(select u.id from unit u, unnest(${over}::text[]) held(path)
			where starts_with(u.path, held.path) or starts_with(held.path, u.path)))`;
}

/** Whoever judges finds no case by what was typed as its address. */
const judgesOnly = ({ actor }: Pick<Ctx, 'actor'>) => hasRole(actor, 'reviewer', 'agency_focal_point');

const focalUnits = (actor: Ctx['actor']) =>
	actor.assignments.filter((a) => a.role === 'agency_focal_point').map((a) => a.unitId);

function filtersOf({ actor }: Ctx, query: ListPermits): RawBuilder<unknown>[] {
	const filters: RawBuilder<unknown>[] = [];
	if (query.life || !query.mine) filters.push(sql`p.life = any(${query.life ?? ['licence']}::text[])`);
	if (query.state?.length) filters.push(sql`p.state = any(${query.state}::text[])`);
	if (query.parcel_id) filters.push(sql`p.parcel_id = ${query.parcel_id}::bigint`);
	if (query.mine) {
		const duties: Duty[] = ['reviewer', ...actor.assignments.flatMap((a) => DUTY_OF[a.role] ?? [])];
		const mine = sql`exists (select from permit_hand h where h.permit_id = p.id and h.person_id = ${actor.personId}::bigint
			and h.duty = 'reviewer' and h.ended_at is null)`;
		const others = duties.filter((d) => d !== 'reviewer' && d !== 'agency');
		filters.push(sql`(p.state = any(${others.flatMap(waitingFor)}::text[])
			or (p.state = any(${waitingFor('agency')}::text[]) and exists (select from permit_consultation c
				where c.permit_id = p.id and c.unit_id = any(${focalUnits(actor)}::bigint[]) and c.answer is null))
			or (p.state = any(${waitingFor('reviewer')}::text[]) and ${mine})
			or (${hasRole(actor, 'cashier')} and ${UNPAID})
			or (${hasRole(actor, 'governor')} and ${APPEALED}))`);
	}
	return filters;
}

/** Something is owed, and the case still goes on. */
const UNPAID = sql`(p.state = any(${PERMIT_TRANSITIONS.filter((t) => t.action === 'pay_fees').map((t) => t.from)}::text[])
	and exists (select from permit_account a where a.permit_id = p.id and a.superseded_at is null
		and a.total > coalesce((select sum(r.amount) from permit_receipt r
			where r.permit_id = p.id and r.stage = a.stage and r.cancelled_at is null), 0)))`;

/** Refused, and waiting for who decides on appeals. */
const APPEALED = sql`p.id = any(array(select a.permit_id from permit_appeal a where a.outcome is null))`;

const DUTY_OF: Partial<Record<string, Duty>> = {
	window_clerk: 'clerk',
	head_of_engineering: 'approver',
	authority: 'authority',
	cashier: 'cashier',
	inspector: 'inspector',
	agency_focal_point: 'agency',
	governor: 'governor',
	applicant_engineer: 'applicant',
	citizen: 'applicant'
};
