import { sql } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import type { PlotStatement } from '../../rules/index.ts';

/** Two outlines that share this much of each are the same plot, surveyed twice. */
const SAME = 0.98;

/** The statement in force on a day for the plot of a case, the newest; null where there is none. */
export async function statementOfPlot(
	db: Tx['db'],
	permitId: string,
	on: CivilDate
): Promise<PlotStatement | null> {
	const { rows } = await sql<PlotStatement>`select c.number, c.code, c.valid_until
		from permit p join permit_certificate c on c.kind = 'statement' and c.geom && p.geom
		where p.id = ${permitId} and (c.valid_until is null or c.valid_until >= ${on}::date)
			and (c.issued_at at time zone 'Africa/Cairo')::date <= ${on}::date
			and (c.parcel_id = p.parcel_id
				or st_area(st_intersection(c.geom, p.geom)) >= ${SAME} * greatest(st_area(c.geom), st_area(p.geom)))
			and not exists (select from permit_certificate next where next.supersedes = c.id)
			and not exists (select from permit_certificate_revocation r where r.certificate_id = c.id)
		order by c.id desc limit 1`.execute(db);
	return rows[0] ?? null;
}
