import { centroid } from '../geometry/ring.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { dwellings, parcelId } from './planning.ts';

type ServiceLayer = 'schools' | 'hospitals' | 'places' | 'depots';

/** The services of the town, each in the middle of its plot. */
export function serviceFeatures(model: TownModel): Record<ServiceLayer, TownFeature[]> {
	const out: Record<ServiceLayer, TownFeature[]> = { schools: [], hospitals: [], places: [], depots: [] };
	for (const parcel of model.parcels) {
		const { facility } = parcel;
		if (!facility) continue;
		const street = parcel.fronts[0] && model.sectionOf.get(parcel.fronts[0].edge)?.street;
		const village = model.villageOf.get(parcel.block);
		out[facility.layer].push({
			source_id: `${facility.layer}-${parcelId(parcel).slice('parcel-'.length)}`,
			name_ar: facility.name_ar,
			name_en: facility.name_en,
			kind: facility.kind,
			props: {
				...facility.props,
				address: [street?.name.ar, village?.name_ar].filter(Boolean).join('، '),
				parcel_source_id: parcelId(parcel)
			},
			geometry: model.ground.point(centroid(parcel.ring))
		});
	}
	return out;
}

/** People in a home, on average. */
const HOUSEHOLD = 4.1;

/** Where people live: one point for every block with homes, and the inhabitants of every village. */
export function demandFeatures(model: TownModel): {
	demand: TownFeature[];
	inhabitants: Map<string, number>;
} {
	const inhabitants = new Map<string, number>();
	const demand = model.fabric.blocks.flatMap((block): TownFeature[] => {
		const homes = model.buildings
			.filter((b) => b.parcel.block === block)
			.reduce((sum, b) => sum + dwellings(b), 0);
		const village = model.villageOf.get(block);
		if (homes === 0 || !village) return [];
		const population = Math.round(homes * HOUSEHOLD);
		inhabitants.set(village.id, (inhabitants.get(village.id) ?? 0) + population);
		return [
			{
				source_id: numbered('demand', block.no, 3),
				name_ar: `سكان مربع ${block.no}`,
				name_en: `Inhabitants of block ${block.no}`,
				kind: 'residents',
				props: { population, households: homes, village_source_id: `village-${village.id}` },
				geometry: model.ground.point(centroid(block.ring))
			}
		];
	});
	return { demand, inhabitants };
}
