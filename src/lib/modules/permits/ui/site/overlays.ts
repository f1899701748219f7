import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Statement } from './api.ts';
import { collection, feature } from './on-map.ts';
import { figure } from './words.ts';

const PLOT: readonly SymbolRule[] = [
	{ stroke: 'token:measure', width: 2.5, casing: 'token:halo', casingWidth: 1.5 }
];
const NEIGHBOURS: readonly SymbolRule[] = [{ stroke: 'token:parcel', width: 1 }];
const BUILDABLE: readonly SymbolRule[] = [
	{ stroke: 'token:permit', width: 1.2, dash: [5, 4], fill: 'token:permit', fillOpacity: 0.06 }
];
const FRONTS: readonly SymbolRule[] = [
	{ when: { field: 'governs', in: [true] }, stroke: 'token:permit', width: 4 },
	{ stroke: 'token:permit', width: 4, strokeOpacity: 0.5 }
];
const RAYS: readonly SymbolRule[] = [
	{ when: { field: 'median', in: [true] }, stroke: 'token:measure', width: 1.8 },
	{ stroke: 'token:measure', width: 1, dash: [3, 4] }
];
const CONSTRAINTS: readonly SymbolRule[] = [
	{
		when: { field: 'met', in: [true] },
		stroke: 'token:clash',
		width: 1.6,
		dash: [8, 4],
		fill: 'token:clash',
		fillOpacity: 0.1
	},
	{ stroke: 'token:slate', width: 1, dash: [8, 4], fill: 'token:slate', fillOpacity: 0.05 }
];
const LINES: readonly SymbolRule[] = (['water', 'sewage', 'gas', 'power', 'telecom'] as const).map(
	(kind) => ({
		when: { field: 'kind', in: [kind] },
		stroke: `token:net-${kind}` as const,
		width: 2.2
	})
);
const DIGS: readonly SymbolRule[] = [
	{
		stroke: 'token:dig',
		width: 5,
		casing: 'token:dig-halo',
		casingWidth: 5,
		fill: 'token:dig',
		fillOpacity: 0.2
	}
];

/** What a statement draws: the plot, what setbacks leave, the rays with their widths, constraints, what lies around. */
export function statementOverlays({ site, facts }: Statement, prefs: Preferences): Overlay[] {
	const met = new Set(facts.constraints.flatMap((c) => c.ids));
	const things = [...(site.constraints ?? []), ...(site.height_limits ?? [])];
	const overlays: (Overlay | null)[] = [
		layer(
			'constraints',
			CONSTRAINTS,
			1,
			things.map((c) => feature(c.geometry, { met: met.has(c.id) }))
		),
		layer(
			'neighbours',
			NEIGHBOURS,
			2,
			(site.neighbours ?? []).map((n) => feature(n.geometry))
		),
		layer(
			'utilities',
			LINES,
			3,
			(site.utilities ?? []).map((u) => feature(u.geometry, { kind: u.kind }))
		),
		layer(
			'digs',
			DIGS,
			4,
			(site.digs ?? []).map((d) => feature(d.geometry))
		),
		facts.buildable && layer('buildable', BUILDABLE, 5, [feature(facts.buildable)]),
		layer('plot', PLOT, 6, [feature(site.plot.geometry)]),
		layer(
			'fronts',
			FRONTS,
			7,
			(facts.fronts ?? []).map((f) => feature(f.line, { governs: f.governs }))
		),
		{ ...layer('rays', RAYS, 8, raysOf(facts.fronts ?? [], prefs))!, label: 'width' }
	];
	return overlays.filter((overlay) => overlay !== null);
}

/** Five rays to a street; the one in the middle by width carries it. */
function raysOf(fronts: NonNullable<Statement['facts']['fronts']>, prefs: Preferences): GeoJSON.Feature[] {
	return fronts.flatMap((front) => {
		const sorted = [...front.rays].sort((a, b) => a.width_m - b.width_m);
		const median = sorted[sorted.length >> 1];
		return front.rays.map((ray) =>
			feature(ray.line, {
				median: ray === median,
				...(ray === median && front.width_m !== null ? { width: figure(front.width_m, 'm', prefs) } : {})
			})
		);
	});
}

function layer(
	id: string,
	style: readonly SymbolRule[],
	order: number,
	features: GeoJSON.Feature[]
): Overlay {
	return { id: `site-${id}`, style, order, features: collection(features) };
}
