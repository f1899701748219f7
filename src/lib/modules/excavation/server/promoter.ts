import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/database.ts';
import { can, type Actor } from '#lib/server/policy/index.ts';

/**
 * The unit for which the actor registers: the one named by code or id, else the only one they plan for.
 * @throws DomainError `invalid_input` when it is not named though there are several, or they do not plan for it.
 */
export async function ownUnit(db: Tx['db'], actor: Actor, named: string | undefined): Promise<string> {
	const mine = unitsOf(actor);
	const unit = named === undefined ? (mine.length === 1 ? mine[0] : undefined) : await findUnit(db, named);
	if (unit !== undefined && mine.includes(unit)) return unit;
	throw new DomainError('invalid_input', {
		fields: [{ path: 'promoter', code: named === undefined ? 'dig_required' : 'dig_unknown_promoter' }]
	});
}

/** The units whose digs the actor may change. */
export function unitsOf(actor: Actor): string[] {
	const held = new Set(actor.assignments.map((a) => a.unitId));
	return [...held].filter((unitId) => can(actor, 'dig:edit', { unitId }));
}

/** The id of the unit with this id, code or name; undefined when there is none. */
export async function findUnit(db: Tx['db'], named: string): Promise<string | undefined> {
	const { rows } = await sql<{ id: string }>`${unitNamed(named)}`.execute(db);
	return rows[0]?.id;
}

const unitNamed = (named: string) => sql`select id::text from unit
	where id::text = ${named} or code = lower(${named}) or ar_norm(name_ar) = ar_norm(${named})
		or ar_norm(name_en) = ar_norm(${named})
	order by id::text = ${named} desc, code = lower(${named}) desc, id limit 1`;

/** The name under which two works are of one organisation, as the column `dig.organisation` holds it. */
export async function organisationOf(db: Tx['db'], actor: Actor, named: string | undefined): Promise<string> {
	if (named === undefined) return actor.unitId === null ? 'name:' : `unit:${actor.unitId}`;
	const { rows } = await sql<{ organisation: string }>`${KEEP}select
		coalesce('unit:' || (${unitNamed(named)}), 'name:' || ar_norm(${named})) as organisation`.execute(db);
	return rows[0]?.organisation ?? 'name:';
}
