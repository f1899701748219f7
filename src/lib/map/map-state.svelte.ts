import { defaultList, reconciled } from './layer-list.ts';
import type { Box, FeatureRef, MapLayer, MapView, ModeName, ShownLayer } from './types.ts';

/** Everything about a map that a page may read, link to or change. */
export interface MapValues {
	view: MapView;
	shown: readonly ShownLayer[];
	selection: FeatureRef | null;
	mode: ModeName;
	/** Layers in which something was written while the map was open. */
	filled: readonly string[];
}

/**
 * The state of one map. It changes through `update` only; the map follows it, and reports what the person did
 * with the map through `update` as well. Library objects never enter.
 */
export class MapState {
	#values = $state.raw<MapValues>({
		view: { lon: 29.92, lat: 31.2, zoom: 12, rotation: 0 },
		shown: [],
		selection: null,
		mode: 'select',
		filled: []
	});
	readonly layers: readonly MapLayer[];
	readonly home: Box;

	constructor(layers: readonly MapLayer[], home: Box, start: Partial<MapValues> = {}) {
		this.layers = layers;
		this.home = home;
		this.update({
			view: { lon: (home[0] + home[2]) / 2, lat: (home[1] + home[3]) / 2, zoom: 12, rotation: 0 },
			...start,
			shown: start.shown ? reconciled(start.shown, layers) : defaultList(layers)
		});
	}

	get view(): MapView {
		return this.#values.view;
	}
	get shown(): readonly ShownLayer[] {
		return this.#values.shown;
	}
	get selection(): FeatureRef | null {
		return this.#values.selection;
	}
	get mode(): ModeName {
		return this.#values.mode;
	}

	get filled(): readonly string[] {
		return this.#values.filled;
	}

	/** The one way to change anything. */
	update(change: Partial<MapValues>): void {
		this.#values = { ...this.#values, ...change };
	}

	layer(id: string): MapLayer | undefined {
		return this.layers.find((l) => l.id === id);
	}
}
