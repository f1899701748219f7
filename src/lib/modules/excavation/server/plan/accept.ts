import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { unhurried, type Ctx, type Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	AcceptPlan,
	bufferOf,
	demandWindow,
	parametersOn,
	type Accepted,
	type Category,
	type DigState
} from '../../rules/index.ts';
import { recomputeClashes } from '../clashes.ts';
import { parseInput } from '../input.ts';
import { proposeJoint } from '../joint/index.ts';
import { parameterRows } from '../parameters.ts';
import { keepVersions, lockDigs, repeatable, type WriteOptions } from '../save.ts';

/**
 * Writes a plan: every move or none. Each work must be as it was when the plan was made, and afterwards none of those
 * moved may have a clash that blocks, but with those it is to share a trench with: their owners are asked to sign.
 * @param input `AcceptPlan`
 * @throws DomainError `forbidden`, `invalid_input`, `not_found`, `plan_outdated`, `state_forbids`, `plan_clashes`,
 * `joint_nothing`.
 */
export async function acceptPlan(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Accepted>> {
	demand(ctx, 'dig:plan');
	const { moves, joint, reason } = parseInput(AcceptPlan, input);
	if (moves.length + joint.length === 0)
		throw new DomainError('invalid_input', { fields: [{ path: 'moves', code: 'dig_required' }] });
	const references = moves.map((m) => m.reference);
	if (new Set(references).size < references.length)
		throw new DomainError('invalid_input', { fields: [{ path: 'moves', code: 'plan_moved_twice' }] });
	const now = ctx.now();
	return unhurried(ctx).transaction((tx) =>
		once(tx, repeatable(ctx, 'plan.accept', key, { moves, joint, reason }), async () => {
			await lockDigs(tx.db);
			const digs = await asPlanned(tx.db, moves);
			const parameters = await parameterRows(tx.db);
			const changes = moves.map(({ reference, start }) => {
				const dig = digs.get(reference)!;
				const window = { start, end: addDays(start, diffDays(dig.starts_on, dig.ends_on)) };
				demandWindow(window, cairoDate(now));
				const buffer_m = bufferOf(parametersOn(parameters, start), dig.carriageway);
				return { id: dig.id, starts_on: window.start, ends_on: window.end, buffer_m };
			});
			await sql`update dig d set starts_on = c.starts_on, ends_on = c.ends_on, buffer_m = c.buffer_m,
					version = d.version + 1, updated_at = ${now}, updated_by = ${ctx.actor.personId}
				from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
					as c(id bigint, starts_on date, ends_on date, buffer_m float8)
				where d.id = c.id`.execute(tx.db);
			const ids = changes.map((c) => c.id);
			const { opened, closed } = await recomputeClashes(tx.db, ids, now);
			for (const offer of await offersOf(tx.db, joint)) await proposeJoint(ctx, tx, offer);
			await demandNoClash(tx.db, ids);
			await keepVersions(tx.db, ids, { action: 'edited', at: now, personId: ctx.actor.personId, reason });
			for (const { reference, start } of moves) {
				const dig = digs.get(reference)!;
				const told = { reference, reason, from: dig.starts_on, to: start, version: dig.version + 1 };
				await tx.audit('dig.rescheduled', { type: 'dig', id: dig.id }, told);
			}
			const answer = { moved: moves.length, opened: opened.length, closed: closed.length };
			return { ...answer, proposed: joint.length };
		})
	);
}

interface DigRow {
	id: string;
	reference: string;
	version: number;
	state: DigState;
	category: Category;
	carriageway: boolean;
	starts_on: string;
	ends_on: string;
	joined: boolean;
}

/** The works as they stand, if they still are what the plan was made of. */
async function asPlanned(
	db: Tx['db'],
	moves: readonly { reference: string; version: number }[]
): Promise<Map<string, DigRow>> {
	const { rows } =
		await sql<DigRow>`select id::text, reference, version, state, category, carriageway, starts_on, ends_on,
			joint_id is not null as joined
		from dig where reference = any(${moves.map((m) => m.reference)}::text[])`.execute(db);
	const digs = new Map(rows.map((r) => [r.reference, r]));
	if (moves.some((m) => !digs.has(m.reference))) throw new DomainError('not_found');
	const outdated = moves.filter((m) => digs.get(m.reference)!.version !== m.version);
	if (outdated.length > 0)
		throw refusal(
			'plan_outdated',
			outdated.map((m) => m.reference)
		);
	if (rows.some((r) => r.joined)) throw new DomainError('dig_joined');
	const stays = rows.find((r) => r.state !== 'planned' || r.category === 'emergency');
	if (stays) throw new DomainError('state_forbids', { params: { state: stays.state } });
	return digs;
}

/** The open offers (O1) of these pairs. @throws DomainError `joint_nothing` where there is none. */
async function offersOf(db: Tx['db'], pairs: readonly (readonly [string, string])[]): Promise<string[]> {
	if (pairs.length === 0) return [];
	const { rows } = await sql<{ id: string }>`select c.id::text
		from jsonb_to_recordset(${JSON.stringify(pairs.map(([a, b]) => ({ a, b })))}::jsonb) as p(a text, b text)
		join dig a on a.reference = p.a join dig b on b.reference = p.b
		join dig_clash c on c.rule = 'O1' and c.closed_at is null
			and c.dig_a = least(a.id, b.id) and c.dig_b = greatest(a.id, b.id)
		order by c.id`.execute(db);
	if (rows.length < pairs.length) throw new DomainError('joint_nothing');
	return rows.map((r) => r.id);
}

async function demandNoClash(db: Tx['db'], ids: readonly string[]): Promise<void> {
	const { rows } = await sql<{ pair: string }>`select a.reference || ' / ' || b.reference as pair
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where c.closed_at is null and c.rule = 'C1' and c.severity = 'block'
			and (c.dig_a = any(${ids}::bigint[]) or c.dig_b = any(${ids}::bigint[]))
			and not exists (select from dig_clash o join dig_joint j on j.clash_id = o.id and j.state = 'proposed'
				where o.rule = 'O1' and o.closed_at is null and o.dig_a = c.dig_a and o.dig_b = c.dig_b)
		order by 1`.execute(db);
	if (rows.length > 0)
		throw refusal(
			'plan_clashes',
			rows.map((r) => r.pair)
		);
}

/** References told one by one; beyond, they are counted. */
const TOLD = 5;

function refusal(code: 'plan_outdated' | 'plan_clashes', which: string[]): DomainError {
	const shown = which.slice(0, TOLD).join(', ') + (which.length > TOLD ? ', …' : '');
	return new DomainError(code, { params: { count: which.length, which: shown } });
}
