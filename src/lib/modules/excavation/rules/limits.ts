/** What a dig may measure; beyond these it is a slip of the hand, not a trench. */
export const LIMITS = {
	titleLength: 200,
	detailsLength: 4000,
	reasonLength: 1000,
	/** Metres. */
	width: { min: 0.05, max: 50 },
	depth: { min: 0.05, max: 30 },
	/** Planar metres in EPSG:22992. */
	length: { min: 0.5, max: 20_000 },
	/** Of a work drawn as a surface, square metres: from a hole in the pavement to the pit of a pumping station. */
	area: { min: 0.04, max: 50_000 },
	vertices: 5000,
	/** Detours of one work, and the metres of all of them together. */
	detours: 12,
	detoursLength: 100_000,
	/** Days, both included. */
	days: 1096,
	/** Of a foreign work that has begun: cities elsewhere have building sites of ten years. */
	foreignDays: 5479,
	/** How long after its end an emergency may still be put on record. */
	emergencyDaysBack: 7,
	firstDay: '2000-01-01',
	/** How far ahead works can be planned. */
	yearsAhead: 10
} as const;
