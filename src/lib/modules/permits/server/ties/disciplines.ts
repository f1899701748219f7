import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { SetDisciplines, type Discipline } from '../../rules/index.ts';
import { auditRefusal } from '../cases/refused.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What a reviewer has learned, by their user name. @throws DomainError `forbidden`, `not_found`. */
export async function disciplinesOf(ctx: Ctx, username: string): Promise<Discipline[]> {
	demand(ctx, 'permit_discipline:read');
	return ctx.read(async (db) => kept(db, (await reviewer(db, username)).id));
}

/**
 * Says what a reviewer of one's department has learned; nobody says it of themselves.
 * @param input `SetDisciplines`
 * @throws DomainError `forbidden`, `not_found`; ZodError.
 */
export async function setDisciplines(ctx: Ctx, username: string, input: unknown): Promise<Discipline[]> {
	return auditRefusal(ctx, { name: username, action: 'set_disciplines', type: 'person' }, async () => {
		demand(ctx, 'permit_discipline:set');
		const { disciplines } = SetDisciplines.parse(input);
		return ctx.transaction(async (tx) => {
			const { id, under } = await reviewer(tx.db, username);
			if (!under) throw new DomainError('forbidden');
			await oneAtATime(tx, 'disciplines', id);
			const before = await kept(tx.db, id);
			await tx.db.deleteFrom('reviewer_discipline').where('person_id', '=', id).execute();
			if (disciplines.length)
				await tx.db
					.insertInto('reviewer_discipline')
					.values(disciplines.map((discipline) => ({ person_id: id, discipline })))
					.execute();
			await tx.audit('permit.disciplines', { type: 'person', id }, { before, after: disciplines });
			await tx.announce('people', [id]);
			return kept(tx.db, id);
		});
	});
}

async function kept(db: Tx['db'], personId: string): Promise<Discipline[]> {
	const rows = await db
		.selectFrom('reviewer_discipline')
		.select('discipline')
		.where('person_id', '=', personId)
		.orderBy('discipline')
		.execute();
	return rows.map((r) => r.discipline as Discipline);
}

/** @throws DomainError `not_found` for whoever reviews nothing. */
async function reviewer(db: Tx['db'], username: string): Promise<{ id: string; under: boolean }> {
	const { rows } = await sql<{
		id: string;
		under: boolean;
	}>`select p.id::text, reviewer_is_under(p.id) as under
		from person p where p.username = ${username} and exists (select from assignment a
			where a.person_id = p.id and a.role = 'reviewer'
				and (a.valid_to is null or cairo_today() <= a.valid_to))`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return rows[0];
}
