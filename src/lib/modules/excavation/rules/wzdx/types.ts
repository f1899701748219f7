import type { LineString } from 'geojson';
import type { Window } from '../types.ts';
import type { Category, DigState, TrafficEffect } from '../vocabulary.ts';
import type { WorkSpan } from '../calendar/work-spans.ts';

/** A work as the public may know it. */
export interface PublicWork {
	reference: string;
	/** What is done, without numbers by which somebody could be reached. */
	title: string;
	organisation: { key: string; name: string };
	category: Category;
	traffic_effect: TrafficEffect;
	road_works: boolean;
	state: DigState;
	window: Window;
	/** When it was reported as finished. */
	finished_at: Date | null;
	created_at: Date;
	updated_at: Date;
	roads: WorkRoad[];
	/** Where traffic is led while the road is closed. */
	detours: PublicDetour[];
	/** When work is done, if not throughout. */
	spans: WorkSpan[] | null;
}

/** The piece of road that a work occupies. */
export interface WorkRoad {
	/** Stable within the work. */
	key: string;
	/** In Arabic, then in Latin letters; at least one. */
	names: string[];
	oneway: boolean;
	/** WGS84, in the order of digitising. */
	line: LineString;
}

/** A detour of a work. */
export interface PublicDetour {
	/** Stable within the work, as it is told: 1, 2 ... */
	position: number;
	/** The streets it runs in, the longest first; at least one. */
	names: string[];
	/** WGS84, in the direction of travel. */
	line: LineString;
}

/** What WZDx 4.2 calls a road event; only what we fill. CWZ 1.0 reads the same. */
export interface RoadEvent {
	id: string;
	type: 'Feature';
	properties: {
		core_details: {
			event_type: 'work-zone' | 'detour';
			data_source_id: string;
			road_names: string[];
			direction: 'unknown';
			name: string;
			description: string;
			creation_date: string;
			update_date: string;
			related_road_events?: { type: RelatedType; id: string }[];
		};
		start_date: string;
		end_date: string;
		is_start_date_verified: boolean;
		is_end_date_verified: boolean;
		is_start_position_verified: boolean;
		is_end_position_verified: boolean;
		/** From here on of work zones only. */
		location_method?: 'unknown';
		work_zone_type?: 'static';
		vehicle_impact?: VehicleImpact;
		types_of_work?: { type_name: 'below-road-work' | 'surface-work'; is_architectural_change: boolean }[];
		restrictions?: { type: 'no-parking' | 'reduced-width' }[];
	};
	geometry: LineString;
}

export type RelatedType = 'first-occurrence' | 'next-occurrence' | 'related-work-zone' | 'related-detour';
export type VehicleImpact = 'all-lanes-open' | 'some-lanes-closed' | 'all-lanes-closed';

export interface DataSource {
	data_source_id: string;
	organization_name: string;
	update_date: string;
	update_frequency: number;
}

export interface WorkZoneFeed {
	feed_info: {
		update_date: string;
		version: '4.2';
		publisher: string;
		update_frequency: number;
		data_sources: DataSource[];
	};
	type: 'FeatureCollection';
	features: RoadEvent[];
}

/** Gives the UUID of a name. */
export type NameId = (name: string) => string;
