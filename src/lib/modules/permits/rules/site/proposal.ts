import type { Proposal } from '../check/types.ts';
import type { Building, Surroundings } from './types.ts';

/** A plot on which nothing is planned yet. */
export const NOTHING_BUILT: Building = {
	footprint: null,
	declared: { parcel_m2: null, footprint_m2: null },
	floors: null,
	floor_areas_m2: null,
	height_m: null,
	use: null,
	shop_floor: null,
	units: null,
	parking_spaces: null,
	works_value_egp: null,
	insured: null,
	light_wells: [],
	projections: [],
	works: null,
	as_built: null
};

/** A building on its plot, as the rules take it: the same in the browser and on the server. */
export function proposalOn(site: Surroundings, building: Building): Proposal {
	const { plot, code, streets, neighbours, cordon, height_limits, constraints, utilities } = site;
	return {
		...building,
		code,
		parcel: plot.geometry,
		...{ streets, neighbours, cordon, height_limits, constraints, utilities },
		digs: site.digs,
		violations: site.violations,
		withheld: site.withheld
	};
}
