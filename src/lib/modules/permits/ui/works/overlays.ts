import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { PermitRecord } from '../../rules/life/record.ts';
import { collection, feature } from '../site/on-map.ts';

const BUILT: readonly SymbolRule[] = [
	{ stroke: 'token:measure', width: 2, dash: [5, 3], casing: 'token:halo', casingWidth: 1.5 }
];
const EXCESS: readonly SymbolRule[] = [
	{
		stroke: 'token:clash',
		width: 2.5,
		casing: 'token:halo',
		casingWidth: 1.5,
		fill: 'token:clash',
		fillOpacity: 0.35
	}
];

/** As built over as licensed: the outline, and what of it lies beyond the licence with its area. */
export function worksOverlays({ completion, violation }: PermitRecord, prefs: Preferences): Overlay[] {
	const overlay = completion?.overlays[0];
	const excess = overlay?.excess ?? violation?.outline ?? null;
	const area = overlay?.excess_m2 ?? violation?.excess_m2 ?? null;
	const said = area === null ? {} : { said: m.permits_excess_draw({ area: prefs.number(area, 2) }, prefs) };
	return [
		...(overlay
			? [{ id: 'permit-built', style: BUILT, order: 4, features: collection([feature(overlay.outline)]) }]
			: []),
		...(excess
			? [
					{
						id: 'permit-excess',
						style: EXCESS,
						order: 5,
						features: collection([feature(excess, said)]),
						label: 'said'
					}
				]
			: [])
	];
}
