import type { Role } from '#lib/kernel/roles.ts';
import type { Geometry } from './geometry/geojson.ts';

/** Classes of streets, wide to narrow. `boundary` lines bound areas on paper only. */
export type StreetKind =
	'trunk' | 'primary' | 'secondary' | 'tertiary' | 'residential' | 'service' | 'boundary';

export const TOWN_LAYERS = [
	'land',
	'waterways',
	'governorates',
	'districts',
	'villages',
	'streets',
	'street_sections',
	'right_of_way',
	'zones',
	'constraints',
	'parcels',
	'buildings',
	'violations',
	'utilities_water',
	'utilities_sewage',
	'utilities_gas',
	'utilities_power',
	'utilities_telecom',
	'schools',
	'hospitals',
	'places',
	'depots',
	'bus_routes',
	'bus_stops',
	'demand',
	'paving'
] as const;
export type TownLayer = (typeof TOWN_LAYERS)[number];

export type Props = Record<string, string | number | boolean | null>;

/** A row of a reference layer. Geometry in EPSG:22992. */
export interface TownFeature {
	source_id: string;
	name_ar: string | null;
	name_en: string | null;
	kind: string | null;
	props: Props;
	geometry: Geometry;
}

/** A work of a utility company. `unit` is the company's code; days are both included. */
export interface TownDig {
	source_id: string;
	unit: string;
	title: string;
	details: string;
	category: 'emergency' | 'urgent' | 'minor' | 'standard' | 'major';
	/** Why it cannot wait. */
	reason: string | null;
	method: 'open_cut' | 'trenchless' | 'pit';
	surface: 'asphalt' | 'tiles' | 'unpaved';
	traffic_effect: 'none' | 'parking' | 'narrowed' | 'lane_closed' | 'closed';
	/** True when motor traffic is hindered: rule C1 then keeps 10 m instead of 5. */
	carriageway: boolean;
	depth_m: number;
	width_m: number;
	/** Register number of who digs; null: the company itself. */
	contractor: string | null;
	/** The last day of the guarantee, once the street is restored. */
	guarantee_until: string | null;
	starts_on: string;
	ends_on: string;
	state:
		| 'planned'
		| 'submitted'
		| 'granted'
		| 'running'
		| 'finished'
		| 'restored'
		| 'closed'
		| 'refused'
		| 'cancelled';
	geometry: Geometry;
}

/** An area of the programme from copper to fibre. */
export interface TownFibreArea {
	name: { ar: string; en: string };
	/** Code of the company. */
	unit: string;
	homes: number;
	stages: Record<string, { planned_on: string; done_on: string | null }>;
	geometry: Geometry;
}

/** A contractor of the register. */
export interface TownContractor {
	register_no: string;
	name: { ar: string; en: string };
	valid_until: string;
}

/** A node of the tree of units; a parent stands before its children. */
export interface TownUnit {
	code: string;
	kind: 'governorate' | 'directorate' | 'city' | 'district' | 'centre' | 'village' | 'agency' | 'company';
	name_ar: string;
	name_en: string;
	parent: string | null;
	/** Made known to everybody. */
	call_number?: string;
}

export interface TownPerson {
	username: string;
	name_ar: string;
	name_en: string;
	role: Role;
	/** Code of the unit. */
	unit: string;
}

/** The demonstration governorate as it stands on the day `today`. */
export interface Town {
	seed: number;
	today: string;
	layers: Record<TownLayer, TownFeature[]>;
	digs: TownDig[];
	contractors: TownContractor[];
	fibre: TownFibreArea[];
	units: TownUnit[];
	people: TownPerson[];
}
