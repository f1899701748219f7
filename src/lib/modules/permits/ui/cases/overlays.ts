import type { SymbolRule } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { RuleResult } from '../../rules/check/types.ts';
import type { PermitRecord } from '../../rules/life/record.ts';
import { collection, feature } from '../site/on-map.ts';
import { statementOverlays } from '../site/overlays.ts';
import { checkOverlays } from '../site/trial-overlays.ts';
import { figure, missWords } from '../site/words.ts';
import type { CaseView } from './case-view.svelte.ts';

const PLOT: readonly SymbolRule[] = [
	{ stroke: 'token:measure', width: 2.5, casing: 'token:halo', casingWidth: 1.5 }
];
const BUILDING: readonly SymbolRule[] = [
	{ stroke: 'token:permit', width: 2, fill: 'token:permit', fillOpacity: 0.14 }
];
const CHOSEN: readonly SymbolRule[] = [
	{
		when: { field: 'status', in: ['fail'] },
		...{ stroke: 'token:clash', width: 4, casing: 'token:halo', casingWidth: 2 },
		...{ fill: 'token:clash', fillOpacity: 0.25, pattern: 'hatch', shape: 'diamond', radius: 7 }
	},
	{
		...{ stroke: 'token:service', width: 4, casing: 'token:halo', casingWidth: 2 },
		...{ fill: 'token:service', fillOpacity: 0.2, shape: 'circle', radius: 7 }
	}
];

/**
 * What a permit draws: what lies around its plot, the building asked for with its distances, what fails in brick and in
 * words, and the answer of the rule that is chosen.
 */
export function caseOverlays(record: PermitRecord, view: CaseView, prefs: Preferences): Overlay[] {
	const { permit, check } = record;
	const results = check?.answer.results ?? [];
	const around = view.drawn && view.around ? statementOverlays(view.around, prefs) : [];
	const overlays: (Overlay | null)[] = [
		...around.filter((o) => o.id !== 'site-plot'),
		{ id: 'permit-plot', style: PLOT, order: 6, features: collection([feature(permit.plot)]) },
		permit.footprint && {
			...{ id: 'permit-building', style: BUILDING, order: 10, label: 'said', ink: 'token:permit' as const },
			features: collection([feature(permit.footprint, { said: buildingWords(record, prefs) })])
		},
		...(permit.footprint ? checkOverlays({ building: permit.footprint, results }, prefs) : []),
		chosenOverlay(view.result === null ? undefined : results[view.result], prefs)
	];
	return overlays.filter((overlay) => overlay !== null);
}

/** `Ground + 4 · 248.0 m²`, as far as it was said. */
function buildingWords({ permit }: PermitRecord, prefs: Preferences): string {
	const { floors } = permit.facts;
	if (floors === null) return '';
	return floors > 1
		? m.permits_ground_and({ floors: prefs.number(floors - 1) }, prefs)
		: m.permits_ground_only({}, prefs);
}

function chosenOverlay(result: RuleResult | undefined, prefs: Preferences): Overlay | null {
	if (!result?.witness) return null;
	const { status, actual, limit, unit } = result;
	const said =
		actual === null
			? ''
			: status === 'fail' && limit !== null
				? missWords(result, prefs)
				: figure(actual, unit, prefs);
	// Distances of walls are written already.
	const written = result.rule === 'R03' || result.rule === 'R06';
	return {
		...{ id: 'permit-chosen', style: CHOSEN, order: 20, label: 'said' },
		ink: status === 'fail' ? 'token:clash' : 'token:service',
		features: collection([feature(result.witness, { status, said: written ? '' : said })])
	};
}
