import { codeOf } from '../code/code.ts';
import type { CodeValues } from '../code/types.ts';
import type { Surface } from '../plane/types.ts';
import type { Proposal } from './types.ts';

/** A rectangle by its south-west corner and its sides, metres. */
export function box(x: number, y: number, w: number, h: number): GeoJSON.Polygon {
	return {
		type: 'Polygon',
		coordinates: [
			[
				[x, y],
				[x + w, y],
				[x + w, y + h],
				[x, y + h],
				[x, y]
			]
		]
	};
}

export const ZONE: CodeValues = {
	front_setback_m: 3,
	rear_setback_m: 2,
	side_setback_m: 2,
	coverage_pct: 60,
	floor_area_ratio: 1.2,
	height_factor: 1.5,
	height_cap_m: 36,
	declared_area_pct: 1,
	utility_clearance_m: 2
};

/** A plot of 20 m by 20 m south of which a street of 10 m runs; the building keeps to every limit exactly. */
export function caseA(over: Partial<Proposal> = {}, front = 3, zone: CodeValues = ZONE): Proposal {
	return {
		code: codeOf(null, { place: 'city', values: zone }),
		parcel: box(500000, 800000, 20, 20),
		footprint: box(500002, 800000 + front, 16, 18 - front) as Surface,
		streets: [{ id: 's', name: null, right_of_way: box(499900, 799990, 220, 10) }],
		declared: { parcel_m2: 400, footprint_m2: null },
		floors: 2,
		floor_areas_m2: null,
		height_m: 15,
		use: null,
		shop_floor: null,
		units: null,
		parking_spaces: null,
		works_value_egp: null,
		insured: null,
		light_wells: [],
		projections: [],
		neighbours: null,
		cordon: null,
		height_limits: null,
		constraints: null,
		utilities: null,
		digs: null,
		works: null,
		violations: null,
		as_built: null,
		...over
	};
}
