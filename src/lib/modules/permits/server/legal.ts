import { LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import { demandOnEarth, reproject } from '#lib/kernel/geometry.ts';
import { demandInEgypt } from './ground.ts';
import { withGeometry, type Proposal } from '../rules/index.ts';

/**
 * A proposal in planar metres of EPSG:22992.
 * @throws DomainError `crs_unknown`, `geometry_not_finite`, `geometry_outside_governorate`, and what says that the plot
 * lies elsewhere (`demandInEgypt`)
 */
export function inLegalMetres(proposal: Proposal, crs: string | number): Proposal {
	const srid = requireCrs(crs);
	// What is drawn in the system of the law may be of no place; so may what stands around a plot.
	if (srid !== LEGAL_SRID) demandInEgypt(proposal.parcel, srid);
	withGeometry(proposal, (g) => (demandOnEarth(g, srid), g));
	if (srid === LEGAL_SRID) return proposal;
	return withGeometry(proposal, (g) => reproject(g, srid, LEGAL_SRID) as typeof g);
}
