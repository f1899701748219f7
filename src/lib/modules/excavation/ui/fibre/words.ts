import { m } from '#lib/paraglide/messages.js';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { BuildingLayer, FibreArea, FibreStage } from '../../rules/index.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const FIBRE_STAGE: Words<FibreStage | 'none'> = {
	none: m.fibre_stage_none,
	survey: m.fibre_stage_survey,
	civil: m.fibre_stage_civil,
	cable: m.fibre_stage_cable,
	splice: m.fibre_stage_splice,
	migrate: m.fibre_stage_migrate,
	copper_off: m.fibre_stage_copper_off
};

export const BUILDING: Words<BuildingLayer> = {
	schools: m.fibre_building_school,
	hospitals: m.fibre_building_hospital,
	places: m.fibre_building_public
};

/** Ringed on the map: those to connect, and those that are. */
export const BUILDINGS_ON_MAP: readonly SymbolRule[] = [
	{
		when: { field: 'connected', in: [true] },
		shape: 'circle',
		radius: 11,
		stroke: 'token:service',
		width: 3
	},
	{ shape: 'circle', radius: 11, stroke: 'token:clash', width: 3 }
];

export function areaTone(area: Pick<FibreArea, 'late' | 'reached'>): Tone {
	if (area.late.length) return 'blocked';
	if (area.reached === 'copper_off') return 'done';
	return area.reached === null ? 'neutral' : 'accent';
}
