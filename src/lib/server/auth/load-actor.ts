import { sql, type Transaction } from 'kysely';
import { KEEP } from '../db/statements.ts';
import type { DB } from '../db/schema.ts';
import type { Actor, Assignment } from '../policy/index.ts';

/** What a person may do at `now`; undefined when there is no such person or the account is closed. */
export async function loadActor(
	db: Transaction<DB>,
	personId: string,
	now: Date
): Promise<Omit<Actor, 'sessionId'> | undefined> {
	const today = sql`(${now}::timestamptz at time zone 'Africa/Cairo')::date`;
	const { rows } = await sql<{
		username: string;
		name_ar: string;
		name_en: string;
		assignments: Assignment[];
	}>`${KEEP}
		select p.username, p.name_ar, p.name_en, coalesce((
			select json_agg(json_build_object('role', a.role, 'unitId', a.unit_id::text, 'unitPath', u.path,
				'delegatedBy', a.delegated_by::text) order by a.delegated_by is not null, a.valid_from, a.id)
			from assignment a join unit u on u.id = a.unit_id
			where a.person_id = p.id and u.valid and ${today} between a.valid_from and coalesce(a.valid_to, 'infinity')
				-- A stand-in's right lives only as long as that of the person stood in for.
				and (a.delegated_by is null or exists (
					select 1 from assignment own join person giver on giver.id = own.person_id
					where own.person_id = a.delegated_by and giver.active and own.delegated_by is null
						and own.role = a.role and own.unit_id = a.unit_id
						and ${today} between own.valid_from and coalesce(own.valid_to, 'infinity')))
		), '[]'::json) as assignments
		from person p where p.id = ${personId} and p.active`.execute(db);
	const [row] = rows;
	if (!row) return undefined;
	return {
		kind: 'person',
		personId,
		username: row.username,
		nameAr: row.name_ar,
		nameEn: row.name_en,
		unitId: row.assignments[0]?.unitId ?? null,
		unitPath: row.assignments[0]?.unitPath ?? null,
		assignments: row.assignments
	};
}
