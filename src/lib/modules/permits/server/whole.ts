import { sql } from 'kysely';
import { LEGAL_SRID, project, type Position } from '#lib/kernel/crs.ts';
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
	const { rows } = await sql<{ reason: string; place: Position | null }>`
		select detail.reason, case when location is not null then array[st_x(location), st_y(location)] end as place
		from unnest(${surfaces.map((s) => JSON.stringify(s))}::text[]) given, st_isvaliddetail(st_setsrid(st_geomfromgeojson(given), 22992)) detail
		where not detail.valid limit 1`.execute(db);
	const [fault] = rows;
	if (!fault) return;
	const at = fault.place && project(LEGAL_SRID, 4326, fault.place);
	throw new DomainError('geometry_invalid', { params: { reason: fault.reason }, ...(at ? { at } : {}) });
}
