import { LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import { reproject } from '#lib/kernel/geometry.ts';
import { withGeometry, type Proposal } from '../rules/index.ts';

/**
 * A proposal in planar metres of EPSG:22992.
 * @throws DomainError `crs_unknown`, `geometry_not_finite`
 */
export function inLegalMetres(proposal: Proposal, crs: string | number): Proposal {
	const srid = requireCrs(crs);
	return srid === LEGAL_SRID
		? proposal
		: withGeometry(proposal, (g) => reproject(g, srid, LEGAL_SRID) as typeof g);
}
