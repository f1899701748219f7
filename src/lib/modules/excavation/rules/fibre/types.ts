import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Window } from '../types.ts';
import type { DigState } from '../vocabulary.ts';
import type { BuildingLayer, FibreStage } from './vocabulary.ts';

export interface StageDates {
	planned_on: CivilDate | null;
	done_on: CivilDate | null;
}
export type Stages = Record<FibreStage, StageDates>;

/** An area of the programme. Geometry in WGS84. */
export interface FibreArea {
	id: string;
	source_id: string;
	name: Bilingual;
	/** The company; null while nobody has said. */
	unit: { id: string; code: string; name: Bilingual } | null;
	/** Homes passed. */
	homes: number;
	stages: Stages;
	/** The last stage that is done. */
	reached: FibreStage | null;
	/** Stages whose day has passed undone. */
	late: FibreStage[];
	/** Buildings of agencies in it, and how many are connected. */
	buildings: number;
	connected: number;
	digs: number;
	bbox: [number, number, number, number];
	updated_at: string;
}

/** A point of the curve: homes by stages, as a share of all (0 to 1). */
export interface CurvePoint {
	day: CivilDate;
	planned: number;
	/** Null after today. */
	done: number | null;
}

export interface FibreProgramme {
	areas: FibreArea[];
	curve: CurvePoint[];
	totals: {
		areas: number;
		homes: number;
		migrated: number;
		late: number;
		buildings: number;
		connected: number;
	};
	units: { code: string; name: Bilingual }[];
	today: CivilDate;
	may_create: boolean;
}

export interface FibreDig {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	window: Window;
	/** Tied by a person; else only suggested, because it lies in the area. */
	linked: boolean;
}

export interface FibreBuilding {
	layer: BuildingLayer;
	id: string;
	name: Bilingual | null;
	kind: string | null;
	/** What the kind is called; null for one that has no name. */
	kind_name: Bilingual | null;
	connected_on: CivilDate | null;
	/** WGS84. */
	at: [number, number];
}

export interface FibreAreaRecord {
	area: FibreArea;
	geometry: GeoJSON.MultiPolygon;
	linked_digs: FibreDig[];
	suggested_digs: FibreDig[];
	agency_buildings: FibreBuilding[];
	may_edit: boolean;
	today: CivilDate;
}
