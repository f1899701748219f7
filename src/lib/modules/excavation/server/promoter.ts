import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { can, type Actor } from '#lib/server/policy/index.ts';
import type { PromoterRead } from '../rules/index.ts';

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

/**
 * Whom a question is asked for: the unit that is named, else a foreign company of that name; when nobody is named,
 * the asker's own unit.
 */
export async function promoterRead(
	db: Tx['db'],
	actor: Actor,
	named: string | undefined
): Promise<PromoterRead & { norm: string }> {
	const own = named === undefined ? actor.unitId : null;
	const { rows } = await sql<Row>`${KEEP}select ar_norm(${named ?? ''}) as norm,
			u.id::text, u.code, u.name_ar, u.name_en
		from (select) asked left join unit u
			on u.id = coalesce(${own}::bigint, (${unitNamed(named ?? '')})::bigint)`.execute(db);
	const { norm, id, code, name_ar, name_en } = rows[0]!;
	const organisation = id === null ? null : { unit_id: id, code, name: { ar: name_ar, en: name_en } };
	const unit = organisation && (named === undefined ? 'own_unit' : 'unit');
	return {
		given: named ?? null,
		organisation,
		read_as: unit ?? (named === undefined ? 'nobody' : 'name'),
		norm
	};
}

interface Row {
	norm: string;
	id: string | null;
	code: string;
	name_ar: string;
	name_en: string;
}

/** The name under which two works are of one organisation, as the column `dig.organisation` holds it. */
export function organisationOf({
	organisation,
	norm
}: {
	organisation: PromoterRead['organisation'];
	norm: string;
}) {
	return organisation ? `unit:${organisation.unit_id}` : `name:${norm}`;
}
