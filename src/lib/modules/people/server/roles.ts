import { addDays, today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { Assign, Delegate, readInput } from '../rules/index.ts';
import { named } from './refusals.ts';

/** Gives a person a role in a unit between dates (both included). Nobody gives themselves one. */
export async function assignRole(ctx: Ctx, personId: string, input: Assign): Promise<string> {
	demand(ctx, 'role:assign', { personId });
	const given = readInput(Assign, input);
	return named(() =>
		ctx.transaction(async (tx) => {
			const id = await insert(tx, ctx, { personId, ...given, delegatedBy: null });
			await tx.audit(
				'role.assigned',
				{ type: 'person', id: personId },
				{ assignment: id, role: given.role, unit: given.unitId, from: given.from, to: given.to ?? null }
			);
			return id;
		})
	);
}

/** The last day of a role: yesterday when absent, so that it ends at once. */
export async function endRole(
	ctx: Ctx,
	assignmentId: string,
	{ lastDay }: { lastDay?: string } = {}
): Promise<void> {
	await named(() =>
		ctx.transaction(async (tx) => {
			const held = await find(tx, assignmentId);
			if (!held) {
				// Who may end nothing does not learn what there is.
				demand(ctx, 'people:manage');
				throw new DomainError('not_found', { params: { type: 'assignment', id: assignmentId } });
			}
			if (held.delegated_by !== null && held.delegated_by === ctx.actor.personId) demand(ctx, 'account:own');
			else demand(ctx, 'role:assign', { personId: held.person_id });
			const to = lastDay ?? addDays(today(ctx.now), -1);
			const query =
				to < held.from
					? tx.db.deleteFrom('assignment').where('id', '=', assignmentId)
					: tx.db.updateTable('assignment').set({ valid_to: to }).where('id', '=', assignmentId);
			await query.execute();
			await tx.audit(
				'role.ended',
				{ type: 'person', id: held.person_id },
				{ assignment: assignmentId, role: held.role, unit: held.unit_id, to }
			);
		})
	);
}

/**
 * A person lets a colleague stand in: the same role in the same unit, for days within their own. What was
 * delegated to them they cannot hand on.
 */
export async function delegateRole(ctx: Ctx, input: Delegate): Promise<string> {
	const given = readInput(Delegate, input);
	demand(ctx, 'role:delegate', { role: given.role, unitId: given.unitId });
	return named(() =>
		ctx.transaction(async (tx) => {
			const to = await tx.db
				.selectFrom('person')
				.select('id')
				.where('username', '=', given.username)
				.where('active', '=', true)
				.executeTakeFirst();
			if (!to)
				throw new DomainError('not_found', {
					params: { type: 'person', id: given.username },
					fields: [{ path: 'username', code: 'field_choice' }]
				});
			const id = await insert(tx, ctx, { personId: to.id, ...given, delegatedBy: ctx.actor.personId });
			await tx.audit(
				'role.delegated',
				{ type: 'person', id: to.id },
				{ assignment: id, role: given.role, unit: given.unitId, from: given.from, to: given.to }
			);
			return id;
		})
	);
}

async function insert(
	tx: Tx,
	ctx: Ctx,
	given: {
		personId: string;
		role: string;
		unitId: string;
		from: string;
		to?: string | undefined;
		note?: string | undefined;
		delegatedBy: string | null;
	}
): Promise<string> {
	const { id } = await tx.db
		.insertInto('assignment')
		.values({
			person_id: given.personId,
			role: given.role,
			unit_id: given.unitId,
			valid_from: given.from,
			valid_to: given.to ?? null,
			note: given.note ?? null,
			delegated_by: given.delegatedBy,
			created_by: ctx.actor.personId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function find(tx: Tx, id: string) {
	if (!/^[1-9][0-9]{0,17}$/.test(id)) return undefined;
	return tx.db
		.selectFrom('assignment')
		.select((e) => [
			'person_id',
			'role',
			'unit_id',
			'delegated_by',
			e.cast<string>('valid_from', 'text').as('from')
		])
		.where('id', '=', id)
		.executeTakeFirst();
}
