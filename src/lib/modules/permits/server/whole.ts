import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import { withGeometry, type Proposal, type Surface } from '../rules/index.ts';

/**
 * Refuses surfaces that cross themselves or whose holes lie outside.
 * @param proposal in EPSG:22992.
 * @throws DomainError `geometry_invalid` with the place of the fault.
 */
export async function demandWhole(db: Tx['db'], proposal: Proposal): Promise<void> {
	const surfaces: Surface[] = [];
	withGeometry(proposal, (g) => {
		if (g.type === 'Polygon' || g.type === 'MultiPolygon') surfaces.push(g);
		return g;
	});
	return demandWholeSurfaces(db, surfaces);
}

/** @throws DomainError `geometry_invalid` with the place of the fault. */
export async function demandWholeSurfaces(db: Tx['db'], surfaces: readonly Surface[]): Promise<void> {
	const { rows } = await sql<{ reason: string; at: [number, number] | null }>`
		select detail.reason, case when at is not null then array[st_x(at), st_y(at)] end as at
		from unnest(${surfaces.map((s) => JSON.stringify(s))}::text[]) given, st_isvaliddetail(st_setsrid(st_geomfromgeojson(given), 22992)) detail,
			lateral (select st_transform(st_setsrid(detail.location, 22992), 4326) as at) place
		where not detail.valid limit 1`.execute(db);
	const [fault] = rows;
	if (fault)
		throw new DomainError('geometry_invalid', {
			params: { reason: fault.reason },
			...(fault.at ? { at: fault.at } : {})
		});
}
