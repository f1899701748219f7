import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { DigChange, Window } from '../rules/types.ts';
import { CATEGORY, METHOD, STATE, SURFACE, TRAFFIC } from './words.ts';

type Field = DigChange['field'];

/** What an attribute is called. */
export function fieldName(field: Field, prefs: Preferences): string {
	const names = {
		state: m.excavation_filter_state,
		title: m.excavation_field_title,
		details: m.excavation_field_details,
		contractor: m.excavation_field_contractor,
		window: m.excavation_section_time,
		category: m.excavation_category,
		category_reason: m.excavation_category_reason,
		method: m.excavation_method,
		surface: m.excavation_surface,
		traffic_effect: m.excavation_traffic,
		connection: m.excavation_field_connection,
		carriageway: m.excavation_field_carriageway,
		depth_m: m.excavation_field_depth,
		width_m: m.excavation_field_width,
		shape: m.excavation_shape,
		detours: m.excavation_detours
	};
	return names[field]({}, prefs);
}

/** An attribute's value as a reader says it; the shape is told by its length. */
export function fieldValue(field: Field, value: DigChange['before'], prefs: Preferences): string {
	if (value === null || value === '') return m.excavation_nothing({}, prefs);
	const codes = {
		state: STATE,
		category: CATEGORY,
		method: METHOD,
		surface: SURFACE,
		traffic_effect: TRAFFIC
	};
	if (field in codes) {
		const words = codes[field as keyof typeof codes] as Record<string, (i: object, r: Preferences) => string>;
		return words[String(value)]?.({}, prefs) ?? String(value);
	}
	if (typeof value === 'object' && 'ar' in value) return prefs.pick(value);
	if (typeof value === 'object') return prefs.dateRange((value as Window).start, (value as Window).end);
	if (typeof value === 'boolean') return value ? m.excavation_yes({}, prefs) : m.excavation_no({}, prefs);
	if (typeof value === 'number') return m.excavation_length_value({ metres: prefs.number(value) }, prefs);
	return value;
}
