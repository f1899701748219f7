import { sql } from 'kysely';
import { arNorm } from '#lib/kernel/arabic.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';

/**
 * The contractor that a person named by its register number, or by its name.
 * @returns its id; null for null.
 * @throws DomainError `invalid_input` for one that is not in the register.
 */
export async function contractorNamed(db: Tx['db'], named: string | null): Promise<string | null> {
	if (named === null) return null;
	const { rows } = await sql<{ id: string }>`select k.id::text from contractor k
		where ar_norm(${named}) in (ar_norm(k.register_no), ar_norm(k.name_ar), ar_norm(k.name_en))
		order by ar_norm(k.register_no) = ar_norm(${named}) desc, k.id limit 1`.execute(db);
	const [found] = rows;
	if (found) return found.id;
	throw new DomainError('invalid_input', {
		fields: [{ path: 'contractor', code: 'dig_unknown_contractor' }]
	});
}

/** Contractors by all they may be called in a file; a register number comes before a name. */
export async function contractorsByName(db: Tx['db']): Promise<(named: string) => string | undefined> {
	const { rows } = await sql<{
		id: string;
		names: (string | null)[];
	}>`select id::text, array[name_en, name_ar, register_no] as names from contractor order by id desc`.execute(
		db
	);
	const known = new Map<string, string>();
	for (const place of [0, 1, 2])
		for (const { id, names } of rows) if (names[place]) known.set(arNorm(names[place]), id);
	return (named) => known.get(arNorm(named));
}
