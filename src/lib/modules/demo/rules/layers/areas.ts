import type { TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';

/** The governorate, its districts and its villages, each with its population. `inhabitants` is by village. */
export function areaFeatures(
	model: TownModel,
	inhabitants: ReadonlyMap<string, number>
): { governorates: TownFeature[]; districts: TownFeature[]; villages: TownFeature[] } {
	const { areas, plan, ground } = model;
	const total = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (inhabitants.get(id) ?? 0), 0);
	const { governorate, districts, villages } = plan.areas;
	const within = (district: string) => villages.filter((v) => v.district === district).map((v) => v.id);
	return {
		governorates: [
			{
				source_id: `governorate-${governorate.id}`,
				name_ar: governorate.name_ar,
				name_en: governorate.name_en,
				kind: 'governorate',
				props: { pcode: 'DEMO', population: total(villages.map((v) => v.id)) },
				geometry: ground.polygon(areas.governorate)
			}
		],
		districts: districts.map((d, i) => ({
			source_id: `district-${d.id}`,
			name_ar: d.name_ar,
			name_en: d.name_en,
			kind: 'hay',
			props: { pcode: `DEMO${i + 1}`, population: total(within(d.id)) },
			geometry: ground.polygon(areas.districts.get(d.id) ?? [])
		})),
		villages: villages.map((v) => ({
			source_id: `village-${v.id}`,
			name_ar: v.name_ar,
			name_en: v.name_en,
			kind: 'shiakha',
			props: {
				pcode: `DEMO${districts.findIndex((d) => d.id === v.district) + 1}${within(v.district).indexOf(v.id) + 1}`,
				population: total([v.id]),
				district_source_id: `district-${v.district}`
			},
			geometry: ground.polygon(areas.villages.get(v.id) ?? [])
		}))
	};
}
