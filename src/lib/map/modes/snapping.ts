import { unByKey } from 'ol/Observable.js';
import Snap from 'ol/interaction/Snap.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import type { FeatureCollection } from 'geojson';
import { toFeatures } from '../geo.ts';
import { to4326 } from '../view.ts';

/** Below this zoom a pixel is wider than a street: nothing to catch. */
const FROM_ZOOM = 14;
/** More would slow every pointer move. */
const LIMIT = 2000;

/**
 * Catches the pointer at vertices, edges and crossings of layers' true geometry (tiles are rounded to the
 * pixel) and of `own` features. Must be added to the map after the interaction it helps.
 */
export function startSnapping(map: OlMap, layers: readonly string[], own?: VectorSource) {
	const around = new VectorSource();
	const snaps = [around, ...(own ? [own] : [])].map(
		(source) => new Snap({ source, pixelTolerance: 12, intersection: source === around })
	);
	for (const snap of snaps) map.addInteraction(snap);
	let stopped = new AbortController();
	const moved = map.on('moveend', () => void load());
	void load();

	async function load(): Promise<void> {
		stopped.abort();
		stopped = new AbortController();
		const view = map.getView();
		if (!layers.length || (view.getZoom() ?? 0) < FROM_ZOOM) return around.clear(true);
		const box = to4326(view.calculateExtent(map.getSize()));
		try {
			const found = await Promise.all(layers.map((id) => fetchFeatures(id, box, stopped.signal)));
			around.clear(true);
			around.addFeatures(found.flatMap(toFeatures));
		} catch {
			// Without the layer one draws without its help.
		}
	}

	return {
		stop(): void {
			stopped.abort();
			unByKey(moved);
			for (const snap of snaps) map.removeInteraction(snap);
		}
	};
}

async function fetchFeatures(layer: string, box: number[], signal: AbortSignal): Promise<FeatureCollection> {
	const bbox = box.map((v) => v.toFixed(6)).join(',');
	const response = await fetch(`/api/v1/layers/${layer}/features?bbox=${bbox}&limit=${LIMIT}`, { signal });
	if (!response.ok) return { type: 'FeatureCollection', features: [] };
	return (await response.json()) as FeatureCollection;
}
