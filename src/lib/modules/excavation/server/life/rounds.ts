import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	STEP_ROLE,
	stepsFor,
	type ApprovalStep,
	type Dig,
	type RoundKind,
	type RoundOutcome
} from '../../rules/index.ts';
import { lockDigs, readDig } from '../save.ts';
import { askOwners } from './ask-owners.ts';
import { readTerms } from './due.ts';

interface Opening {
	kind: RoundKind;
	now: Date;
	personId: string | null;
	/** From when its notice counts; null where nobody knows. Now, when absent. */
	noticeFrom?: Date | null;
}

/**
 * Opens the request of a dig whose round was just counted up, and asks the owners of networks and the first of those
 * who must agree.
 */
export async function openRound(
	db: Tx['db'],
	dig: Dig,
	{ kind, now, personId, noticeFrom = now }: Opening
): Promise<void> {
	const { round } = dig.life;
	await db
		.insertInto('dig_round')
		.values({ dig_id: dig.id, round, kind, opened_at: now, opened_by: personId, notice_from: noticeFrom })
		.execute();
	await db
		.insertInto('dig_approval')
		.values(stepsFor(dig.traffic_effect).map((step, i) => ({ dig_id: dig.id, round, step, position: i + 1 })))
		.execute();
	await askOwners(db, dig, await readTerms(db, now), now);
	await askNext(db, dig, now);
}

/**
 * Takes up the requests of a source that came as a file: those handed in elsewhere begin their way here.
 * @returns how many.
 */
export async function takeUpRequests(ctx: Ctx, source: string): Promise<number> {
	demand(ctx, 'dig:import');
	const now = ctx.now();
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const { rows } = await sql<{ reference: string }>`update dig set round = 1, submitted_at = ${now}
			where source = ${source} and state = 'submitted' and round = 0 and unit_id is not null
			returning reference`.execute(tx.db);
		for (const { reference } of rows) {
			const dig = await readDig(tx.db, reference);
			await openRound(tx.db, dig, {
				...{ kind: 'request', now, personId: ctx.actor.personId },
				noticeFrom: null
			});
			await tx.audit('dig.taken_up', { type: 'dig', id: dig.id }, { reference });
		}
		return rows.length;
	});
}

/** Asks the next one whose turn it is, if any is left. */
export async function askNext(db: Tx['db'], dig: Dig, now: Date): Promise<void> {
	const next = await db
		.selectFrom('dig_approval')
		.select('step')
		.where('dig_id', '=', dig.id)
		.where('round', '=', dig.life.round)
		.where('state', '=', 'waiting')
		.orderBy('position')
		.limit(1)
		.executeTakeFirst();
	if (!next) return;
	const step = next.step as ApprovalStep;
	const terms = await readTerms(db, now);
	await db
		.updateTable('dig_approval')
		.set({
			state: 'asked',
			asked_at: now,
			due_on: terms.dueOf(step),
			unit_id: step === 'district' ? await districtUnit(db, dig.id) : null
		})
		.where('dig_id', '=', dig.id)
		.where('round', '=', dig.life.round)
		.where('step', '=', step)
		.execute();
}

/** Ends the request in hand; those who have not answered need not any more. */
export async function closeRound(
	db: Tx['db'],
	dig: Pick<Dig, 'id' | 'life'>,
	outcome: RoundOutcome,
	now: Date
): Promise<void> {
	const { round } = dig.life;
	await sql`update dig_round set closed_at = ${now}, outcome = ${outcome}
		where dig_id = ${dig.id} and round = ${round} and closed_at is null`.execute(db);
	await sql`update dig_approval set state = 'void'
		where dig_id = ${dig.id} and round = ${round} and state in ('waiting', 'asked')`.execute(db);
}

/**
 * The unit whose engineer judges a dig: of the district in which most of it lies, found by code or name; where that
 * unit has none, the next one above that has. Null when there is none at all: then any engineer's head may.
 */
async function districtUnit(db: Tx['db'], digId: string): Promise<string | null> {
	const { rows } = await sql<{ id: string }>`
with district as (
	select u.path from dig d
	join districts f on st_intersects(f.geom, d.geom)
	join unit u on u.kind = 'district' and u.valid
		and (u.code = lower(f.source_id) or ar_norm(u.name_ar) = ar_norm(f.name_ar))
	where d.id = ${digId}
	order by st_length(st_intersection(f.geom, d.geom)) desc, st_area(f.geom), u.id limit 1
)
select u.id::text from district
join unit u on starts_with(district.path, u.path)
where exists (select from assignment a where a.unit_id = u.id and a.role = ${STEP_ROLE.district}
	and cairo_today() >= a.valid_from and (a.valid_to is null or cairo_today() <= a.valid_to))
order by length(u.path) desc limit 1`.execute(db);
	return rows[0]?.id ?? null;
}
