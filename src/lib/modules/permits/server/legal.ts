import { LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import { reproject } from '#lib/kernel/geometry.ts';
import { demandInEgypt } from './ground.ts';
import { withGeometry, type Proposal } from '../rules/index.ts';

/**
 * A proposal in planar metres of EPSG:22992.
 * @throws DomainError `crs_unknown`, `geometry_not_finite`, and what says that the plot lies elsewhere (`demandInEgypt`)
 */
export function inLegalMetres(proposal: Proposal, crs: string | number): Proposal {
	const srid = requireCrs(crs);
	if (srid === LEGAL_SRID) return proposal;
	demandInEgypt(proposal.parcel, srid);
	return withGeometry(proposal, (g) => reproject(g, srid, LEGAL_SRID) as typeof g);
}
