import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { WORKS } from '../recipe.ts';
import type { TownFeature, TownFibreArea } from '../types.ts';

/** The programme from copper to fibre: the ground of the first villages, each some stages further than the next. */
export function townFibre(villages: readonly TownFeature[], today: CivilDate): TownFibreArea[] {
	return WORKS.fibre.flatMap(({ homes, days }, i) => {
		const village = villages[i];
		if (!village) return [];
		const stages = Object.entries(days).map(([stage, [planned, done]]) => [
			stage,
			{ planned_on: addDays(today, planned), done_on: done === null ? null : addDays(today, done) }
		]);
		return [
			{
				name: { ar: `ألياف ${village.name_ar}`, en: `Fibre, ${village.name_en}` },
				unit: 'demo-telecom',
				homes,
				stages: Object.fromEntries(stages) as TownFibreArea['stages'],
				geometry: village.geometry
			}
		];
	});
}
