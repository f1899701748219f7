import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { PermitRecord } from '../../rules/life/record.ts';
import { collection, feature } from '../site/on-map.ts';
import { missWords } from '../site/words.ts';

const PLOT: readonly SymbolRule[] = [
	{ stroke: 'token:measure', width: 2.5, casing: 'token:halo', casingWidth: 1.5 }
];
const BUILDING: readonly SymbolRule[] = [
	{ stroke: 'token:permit', width: 2, fill: 'token:permit', fillOpacity: 0.14 }
];
const WITNESS: readonly SymbolRule[] = [
	{
		stroke: 'token:clash',
		width: 3,
		casing: 'token:halo',
		casingWidth: 1.5,
		fill: 'token:clash',
		fillOpacity: 0.3
	}
];

/** What a permit draws: its plot, the building asked for, and what fails with its numbers. */
export function caseOverlays({ permit, check }: PermitRecord, prefs: Preferences): Overlay[] {
	const failed = (check?.answer.results ?? []).flatMap((r) =>
		r.status === 'fail' && r.witness
			? [feature(r.witness, r.actual === null || r.limit === null ? {} : { said: missWords(r, prefs) })]
			: []
	);
	return [
		{ id: 'permit-plot', style: PLOT, order: 1, features: collection([feature(permit.plot)]) },
		...(permit.footprint
			? [
					{
						id: 'permit-building',
						style: BUILDING,
						order: 2,
						features: collection([feature(permit.footprint)])
					}
				]
			: []),
		{ id: 'permit-failed', style: WITNESS, order: 3, features: collection(failed), label: 'said' }
	];
}
