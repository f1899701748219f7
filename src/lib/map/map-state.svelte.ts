import { defaultList, reconciled } from './layer-list.ts';
import type { Box, FeatureRef, MapLayer, MapTime, MapView, ModeName, ShownLayer } from './types.ts';

/** Everything about a map that a page may read, link to or change. */
export interface MapValues {
	view: MapView;
	shown: readonly ShownLayer[];
	selection: FeatureRef | null;
	mode: ModeName;
	/** Layers in which something was written while the map was open. */
	filled: readonly string[];
	/** Layers that show counts in place of features somewhere in the view, because there are too many. */
	dense: readonly string[];
	/** Null: all times at once. */
	time: MapTime | null;
}

/**
 * The state of one map. It changes through `update` only; the map follows it, and reports what the person did
 * with the map through `update` as well. Library objects never enter.
 */
export class MapState {
	// One cell each: whoever reads the view is not woken by a selection.
	#view = $state.raw<MapView>({ lon: 29.92, lat: 31.2, zoom: 12, rotation: 0 });
	#shown = $state.raw<readonly ShownLayer[]>([]);
	#selection = $state.raw<FeatureRef | null>(null);
	#mode = $state.raw<ModeName>('select');
	#filled = $state.raw<readonly string[]>([]);
	#dense = $state.raw<readonly string[]>([]);
	#time = $state.raw<MapTime | null>(null);
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
		return this.#view;
	}
	get shown(): readonly ShownLayer[] {
		return this.#shown;
	}
	get selection(): FeatureRef | null {
		return this.#selection;
	}
	get mode(): ModeName {
		return this.#mode;
	}

	get filled(): readonly string[] {
		return this.#filled;
	}

	get dense(): readonly string[] {
		return this.#dense;
	}

	get time(): MapTime | null {
		return this.#time;
	}

	/** The one way to change anything. */
	update(change: Partial<MapValues>): void {
		if (change.view) this.#view = change.view;
		if (change.shown) this.#shown = change.shown;
		if (change.selection !== undefined) this.#selection = change.selection;
		if (change.mode) this.#mode = change.mode;
		if (change.filled) this.#filled = change.filled;
		if (change.dense) this.#dense = change.dense;
		if (change.time !== undefined) this.#time = change.time;
	}

	layer(id: string): MapLayer | undefined {
		return this.layers.find((l) => l.id === id);
	}
}
