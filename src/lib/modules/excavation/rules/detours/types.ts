import type { Bilingual } from '#lib/kernel/layer.ts';

/** Proposed by the road graph, or drawn by hand. */
export const DETOUR_ORIGINS = ['network', 'drawn'] as const;
export type DetourOrigin = (typeof DETOUR_ORIGINS)[number];

/** Where traffic is led while a work closes the road. WGS84, in the direction of travel. */
export interface DetourLine {
	origin: DetourOrigin;
	/** Planar metres of EPSG:22992. */
	length_m: number;
	geometry: GeoJSON.LineString;
}

/** A detour that the road graph proposes. */
export interface ProposedDetour extends DetourLine {
	/** By car, as rule C9 reckons. */
	minutes: number;
}

/** Which works' detours the other one touches (C5): `a` and `b` of the record; in a check `a` is the work asked about. */
export interface DetourMeeting {
	of: ('a' | 'b')[];
}

export const TRANSIT_LAYERS = ['bus_routes', 'bus_stops', 'railways'] as const;
export type TransitLayer = (typeof TRANSIT_LAYERS)[number];

/** A line or a stop of public transport. */
export interface Transit {
	layer: TransitLayer;
	source_id: string;
	stop: boolean;
	/** `bus`, `minibus`, `share_taxi`, `tram`; others as they came. */
	kind: string | null;
	/** The number it is known by. */
	ref: string | null;
	name: Bilingual;
}
