import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	comesNow,
	type Begun,
	type Duty,
	type Life,
	type PermitAction,
	type PermitState,
	type WorksAction
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { takeDuty } from '../cases/duty.ts';
import { nextId, takeReference } from '../cases/numbers.ts';

/** Execution and completion have the number of their licence; there may be several violations. */
type Hung = Exclude<Life, 'licence' | 'statement'>;
const PREFIX: Record<Hung, string> = {
	execution: 'BC',
	completion: 'BD',
	violation: 'BV'
};

interface Begin {
	life: Hung;
	state: PermitState;
	action: WorksAction;
	duty: Duty;
}

/** Opens a case that hangs from the licence of another. @returns its id and reference. */
export async function hang(
	ctx: Ctx,
	tx: Tx,
	from: Pick<CaseRow, 'root_id' | 'reference' | 'parent'>,
	{ life, state, action, duty }: Begin
): Promise<{ id: string; reference: string }> {
	const now = ctx.now();
	const prefix = PREFIX[life];
	const licence = parseReference(from.parent ?? from.reference)!;
	const reference =
		life === 'violation' ? await takeReference(tx.db, now, prefix) : formatReference({ ...licence, prefix });
	const id = await nextId(tx.db);
	await sql`insert into permit (id, reference, life, parent_id, kind, state, unit_id, channel, applied_on, address, parcel_id,
			parcel_name, geom, footprint, facts, created_at, updated_at)
		overriding system value
		select ${id}::bigint, ${reference}, ${life}, p.id, p.kind, ${state}, p.unit_id, p.channel, ${cairoDate(now)}::date,
			p.address, p.parcel_id, p.parcel_name, p.geom, p.footprint, p.facts, ${now}::timestamptz, ${now}::timestamptz
		from permit p where p.id = ${from.root_id}::bigint`.execute(tx.db);
	await begin(ctx, tx, { id, reference }, { state, action, duty });
	return { id, reference };
}

/** The first step of a case that was just written down. */
export async function begin(
	ctx: Ctx,
	tx: Tx,
	{ id, reference }: { id: string; reference: string },
	{ state, action, duty }: Omit<Begin, 'life'>
): Promise<void> {
	await takeDuty(ctx, tx, { id }, duty);
	const personId = duty === 'applicant' ? null : ctx.actor.personId;
	await sql`insert into permit_event (permit_id, version, action, to_state, duty, person_id, at)
		values (${id}, 1, ${action}, ${state}, ${duty}, ${personId}, ${ctx.now()})`.execute(tx.db);
	await tx.audit(`permit.${action}`, { type: 'permit', id }, { reference, version: 1, state });
	await tx.announce('permit', [id]);
}

/** Cases of a life that hang from the same licence. */
export async function hanging(
	db: Tx['db'],
	rootId: string,
	life: Life
): Promise<{ id: string; reference: string; state: PermitState }[]> {
	const { rows } = await sql<{
		id: string;
		reference: string;
		state: PermitState;
	}>`select id::text, reference, state
		from permit where root_id = ${rootId}::bigint and life = ${life} order by id`.execute(db);
	return rows;
}

/** Of the steps that could be taken in a licence those whose time it is: a start is notified once, and before a deposit. */
export async function inTheirTime(
	db: Tx['db'],
	rootId: string,
	actions: readonly PermitAction[]
): Promise<PermitAction[]> {
	// Asked of licences alone: nothing else offers these two.
	if (!actions.some((action) => action === 'notify_start' || action === 'deposit')) return [...actions];
	const { rows } = await sql<Begun>`select
			(array_agg(state order by id) filter (where life = 'execution'))[1] as execution,
			(array_agg(state order by id) filter (where life = 'completion'))[1] as completion
		from permit where root_id = ${rootId}::bigint`.execute(db);
	return actions.filter((action) => comesNow(rows[0]!, action));
}
