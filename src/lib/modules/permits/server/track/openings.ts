import { sql } from 'kysely';
import { PERMIT_OVERSEERS } from '#lib/kernel/roles.ts';
import type { Tx } from '#lib/server/context.ts';
import { openingsOf, type AccessRow, type Opening } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';

/** More rows than any file is opened in years. */
const MOST = 2000;

/** Who opened names and papers of a licence and of what hangs from it: units and duties. */
export async function openingsTold(db: Tx['db'], { root_id, unit_name }: CaseRow): Promise<Opening[]> {
	const { rows } = await sql<AccessRow>`select a.at, a.what, a.item, a.person_id is null as system,
			exists (select from permit_applicant x where x.permit_id = p.root_id and x.person_id = a.person_id) as self,
			hand.duty, held.role, held.unit
		from permit_access a join permit p on p.id = a.permit_id
		left join lateral (select h.duty from permit_hand h
			where h.root_id = p.root_id and h.person_id = a.person_id order by h.since limit 1) hand on true
		left join lateral (select s.role, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit
			from assignment s join unit u on u.id = s.unit_id
			where s.person_id = a.person_id and s.valid_from <= (a.at at time zone 'Africa/Cairo')::date
				and (s.valid_to is null or (a.at at time zone 'Africa/Cairo')::date <= s.valid_to)
			order by s.role = case hand.duty when 'clerk' then 'window_clerk' when 'approver' then 'head_of_engineering'
				when 'agency' then 'agency_focal_point' else hand.duty end desc nulls last,
				array_position(${[...PERMIT_OVERSEERS]}::text[], s.role) nulls last, s.id limit 1) held on true
		where p.root_id = ${root_id}::bigint and a.what in ('parties', 'document') order by a.at desc, a.id desc limit ${MOST}`.execute(
		db
	);
	return openingsOf(rows, unit_name);
}
