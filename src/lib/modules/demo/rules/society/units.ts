import type { Plan } from '../plan.ts';
import { SOCIETY } from '../recipe.ts';
import type { TownPerson, TownUnit } from '../types.ts';

/**
 * The tree of units: the governorate, its directorates and utility companies; the city, whose engineering department
 * has the permits of all its districts, each with a technology centre that serves citizens and its villages. Parents stand
 * before children.
 */
export function townUnits(plan: Plan): TownUnit[] {
	const { districts, villages } = plan.areas;
	return [
		...SOCIETY.units,
		...districts.flatMap((d): TownUnit[] => [
			{
				code: `demo-district-${d.id}`,
				kind: 'district',
				name_ar: d.name_ar,
				name_en: d.name_en,
				parent: 'demo-city'
			},
			{
				code: `demo-tech-${d.id}`,
				kind: 'centre',
				name_ar: `المركز التكنولوجي – ${d.name_ar}`,
				name_en: `Technology Centre, ${d.name_en}`,
				parent: `demo-district-${d.id}`
			},
			...villages
				.filter((v) => v.district === d.id)
				.map((v): TownUnit => ({
					code: `demo-village-${v.id}`,
					kind: 'village',
					name_ar: v.name_ar,
					name_en: v.name_en,
					parent: `demo-district-${d.id}`
				}))
		])
	];
}

/** One account for every role; the username is the role unless two hold it. */
export function townPeople(): TownPerson[] {
	return SOCIETY.people.map(({ username, ...person }) => ({ username: username ?? person.role, ...person }));
}
