import type { CivilDate } from '#lib/kernel/dates.ts';
import { areaFeatures } from './layers/areas.ts';
import { townFibre } from './layers/fibre.ts';
import { landFeatures, waterwayFeatures } from './layers/ground.ts';
import { networkFeatures } from './layers/networks.ts';
import { buildingFeatures, parcelFeatures, zoneFeatures } from './layers/planning.ts';
import { constraintFeatures, violationFeatures } from './layers/restrictions.ts';
import { demandFeatures, serviceFeatures } from './layers/services.ts';
import { rightOfWayFeatures, sectionFeatures, streetFeatures } from './layers/streets.ts';
import { transitFeatures } from './layers/transit.ts';
import { pavingFeatures, townContractors, townDigs } from './layers/works.ts';
import { PLAN } from './plan.ts';
import { townPeople, townUnits } from './society/units.ts';
import { modelTown } from './town-model.ts';
import type { Town } from './types.ts';

/**
 * The demonstration governorate: the same seed and day always give the same town, byte for byte.
 * Geometries in EPSG:22992, metres to the millimetre.
 */
export function generateTown(seed: number, today: CivilDate): Town {
	const model = modelTown(PLAN, seed);
	const { demand, inhabitants } = demandFeatures(model);
	const areas = areaFeatures(model, inhabitants);
	return {
		seed,
		today,
		layers: {
			land: landFeatures(model),
			waterways: waterwayFeatures(model),
			...areas,
			streets: streetFeatures(model),
			street_sections: sectionFeatures(model),
			right_of_way: rightOfWayFeatures(model),
			zones: zoneFeatures(model),
			constraints: constraintFeatures(model),
			parcels: parcelFeatures(model),
			buildings: buildingFeatures(model),
			violations: violationFeatures(model),
			utilities_water: networkFeatures(model, 'water'),
			utilities_sewage: networkFeatures(model, 'sewage'),
			utilities_gas: networkFeatures(model, 'gas'),
			utilities_power: networkFeatures(model, 'power'),
			utilities_telecom: networkFeatures(model, 'telecom'),
			...serviceFeatures(model),
			...transitFeatures(model),
			demand,
			paving: pavingFeatures(model, today)
		},
		digs: townDigs(model, today),
		contractors: townContractors(today),
		fibre: townFibre(areas.villages, today),
		units: townUnits(PLAN),
		people: townPeople()
	};
}

/** The seed of the town that every installation shows. */
export const DEMO_SEED = PLAN.seed;
