import type { CoordinateReading } from '#lib/kernel/coordinates.ts';
import { crsOf } from '#lib/kernel/crs.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** Why a typed coordinate was read as it was; '' when there is nothing to explain. */
export function coordinateWords({ why, candidates }: CoordinateReading, prefs: Preferences): string {
	const [best] = candidates;
	const system = best ? prefs.pick(crsOf(best.srid).title) : '';
	switch (why) {
		case 'stated':
			return '';
		case 'order_by_place':
			return m.kernel_coordinate_order_by_place({}, prefs);
		case 'system_by_place':
			return m.kernel_coordinate_system_by_place({ system }, prefs);
		case 'order_assumed':
			return m.kernel_coordinate_order_assumed({}, prefs);
		case 'system_assumed':
			return m.kernel_coordinate_system_assumed({ system }, prefs);
		case 'swapped':
			return m.kernel_coordinate_swapped({}, prefs);
		case 'outside':
			return m.kernel_coordinate_outside({}, prefs);
		case 'impossible':
			return m.kernel_coordinate_impossible({}, prefs);
		case 'unreadable':
			return m.kernel_coordinate_unreadable({}, prefs);
	}
}
