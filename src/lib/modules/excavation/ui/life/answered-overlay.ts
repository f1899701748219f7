import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import { NETWORKS, type OwnerResponse } from '../../rules/life/responses.ts';

/** In the inks of the networks' layers, stronger, for it is this very work that they say it of. */
const line = (ink: `token:${string}`): SymbolRule => ({
	stroke: ink,
	width: 3.5,
	casing: 'token:halo',
	casingWidth: 1.5,
	fill: ink,
	fillOpacity: 0.18,
	radius: 6
});
const STYLE: readonly SymbolRule[] = [
	...NETWORKS.map((network) => ({
		...line(`token:net-${network}`),
		when: { field: 'network', in: [network] }
	})),
	line('token:net-telecom')
];

/** What the owners of networks say lies there (WGS84), each with its name. */
export function answeredOverlay(responses: readonly OwnerResponse[], prefs: Preferences): Overlay[] {
	const features = responses.flatMap(({ unit_id, unit, networks, geometry }): GeoJSON.Feature[] =>
		geometry
			? [
					{
						type: 'Feature',
						id: unit_id,
						properties: { network: networks[0] ?? '', label: prefs.pick(unit) },
						geometry
					}
				]
			: []
	);
	if (features.length === 0) return [];
	return [
		{
			id: 'answered',
			features: { type: 'FeatureCollection', features },
			style: STYLE,
			label: 'label',
			order: 2
		}
	];
}
