import type { Position } from 'geojson';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Surface } from '../plane/types.ts';

/** What a layer of a plan holds. */
export const LAYER_ROLES = [
	'parcel',
	'footprint',
	'floor',
	'yard',
	'light_well',
	'building_line',
	'info',
	'control'
] as const;
export type LayerRole = (typeof LAYER_ROLES)[number];

/** A layer's name understood: `BLK_1_LVL_0_BLDG_FOOT_PRINT` is the footprint of block 1 at level 0. */
export interface LayerMeaning {
	role: LayerRole;
	block: number | null;
	level: number | null;
	/** Of a yard: front, rear, side. */
	side: string | null;
}

/** An entity of a layer that means something, in drawing units. */
export interface DrawnEntity {
	layer: string;
	entity: string;
	geometry: GeoJSON.Geometry | null;
	/** Of texts; of everything unusable why. */
	text?: string;
	problem?: string;
}

/** What was taken out of a file. */
export interface Extract {
	entities: DrawnEntity[];
	/** `$INSUNITS`; null where the file does not say. */
	units: number | null;
	encoding: string;
	/** All entities of the file, and the layers that mean nothing to a plan. */
	count: number;
	ignored: string[];
}

/** The same point in the drawing (its units) and on the ground (EPSG:22992 metres). */
export interface Control {
	drawing: [number, number];
	survey: [number, number];
}

/** From drawing metres to EPSG:22992: turned, moved, and scaled by next to nothing. */
export interface Similarity {
	scale: number;
	/** Degrees, anticlockwise. */
	rotation_deg: number;
	/** How far each control point is off after the fit, in metres. */
	residuals_m: number[];
	apply: (at: Position) => Position;
}

export type WarningCode =
	'ring_closed' | 'units_assumed' | 'residual' | 'no_footprint' | 'lines_left_out' | 'declared_twice';

/** Something a reviewer should know of a drawing. */
export interface DrawingWarning {
	code: WarningCode;
	layer: string | null;
	/** Metres, or a number of things. */
	value: number | null;
	words: Bilingual;
}

/** A plan read from a drawing, in EPSG:22992. */
export interface Plan {
	parcel: Surface;
	footprint: Surface | null;
	light_wells: Surface[];
	building_lines: GeoJSON.LineString[];
	floors: { block: number | null; floor: number | null; area_m2: number }[];
	yards: { block: number | null; side: string; area_m2: number; geometry: Surface }[];
	/** What `PLAN_INFO` says, by its own keys, and what of it is understood. */
	info: Record<string, string>;
	declared: {
		parcel_m2: number | null;
		footprint_m2: number | null;
		floors: number | null;
		height_m: number | null;
		units: number | null;
	};
	measured: { parcel_m2: number; footprint_m2: number | null };
	/** Metres of a drawing unit. */
	unit_m: number;
	fit: Omit<Similarity, 'apply'> & { controls: Control[] };
	warnings: DrawingWarning[];
}
