/** What a node of the tree of units can be. */
export const UNIT_KINDS = [
	'governorate',
	'directorate',
	'city',
	'district',
	'centre',
	'village',
	'agency',
	'company'
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const LOCALES = ['ar', 'en'] as const;
export const DIGITS = ['latn', 'arab'] as const;
export const THEMES = ['light', 'dark', 'auto'] as const;
