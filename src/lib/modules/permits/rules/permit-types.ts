/** What is applied for. Stable: API, database and messages rely on the codes. */

/** Of a licence. `completion` finishes works whose licence has lapsed. */
export const LICENCE_TYPES = [
	'new',
	'added_floors',
	'amendment',
	'completion',
	'strengthening',
	'demolition',
	'finishing',
	'fence'
] as const;
export type LicenceType = (typeof LICENCE_TYPES)[number];

/** The site statement before a licence, the licences, and what comes after one. */
export const PERMIT_TYPES = ['statement', ...LICENCE_TYPES, 'conformity', 'reconciliation'] as const;
export type PermitType = (typeof PERMIT_TYPES)[number];

export function isLicence(type: PermitType): type is LicenceType {
	return (LICENCE_TYPES as readonly string[]).includes(type);
}
