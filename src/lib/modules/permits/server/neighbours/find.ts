import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/** A plot beside another. */
export interface Beside {
	parcel_id: string;
	parcel_name: string | null;
	shared_m: number;
}

/**
 * The plots that share a property line with the plot of a case: within `reach` metres along more of its boundary than a
 * corner alone would be. What covers half of the plot is the plot itself, and no neighbour.
 * @param reach metres by which two surveys of one line may differ.
 */
export async function neighboursOf(db: Tx['db'], permitId: string, reach: number): Promise<Beside[]> {
	const { rows } = await sql<Beside>`
		select f.id::text as parcel_id, public_parcel_no(coalesce(f.props ->> 'parcel_no', f.source_id)) as parcel_name,
			round(s.shared::numeric, 2)::float8 as shared_m
		from permit p join parcels f on st_dwithin(f.geom, p.geom, ${reach}::float8) and f.id is distinct from p.parcel_id,
			lateral (select st_length(st_intersection(st_boundary(p.geom), st_buffer(f.geom, ${reach}::float8 + 0.001)))
				as shared) s
		where p.id = ${permitId}::bigint and s.shared > 3 * ${reach}::float8 + 0.1
			and st_area(st_intersection(f.geom, p.geom)) < 0.5 * least(st_area(p.geom), st_area(f.geom))
		order by f.id`.execute(db);
	return rows;
}
