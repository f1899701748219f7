import type Layer from 'ol/layer/Layer.js';
import type OlMap from 'ol/Map.js';
import type { Basemap } from '../types.ts';
import { hasGpu } from '../webgl.ts';

/** Below every layer of ours. */
const BOTTOM = -1;

/**
 * Lays the configured background under the map. Without one, and while it does not come, the land, the water and the
 * streets of our own carry the map; nobody waits for it. Its code is only fetched where it is used.
 */
export async function addBasemap(map: OlMap, basemap: Basemap): Promise<void> {
	const layer = /\.(mvt|pbf)(\?|$)/.test(basemap.url) ? await vector(basemap) : await raster(basemap);
	layer.setZIndex(BOTTOM);
	map.addLayer(layer);
}

async function raster({ url, attribution }: Basemap): Promise<Layer> {
	const className = 'diwan-basemap';
	const options = {
		url,
		attributions: attribution || undefined,
		maxZoom: 19,
		crossOrigin: 'anonymous' as const
	};
	if (hasGpu()) {
		const [layer, source] = await Promise.all([
			import('ol/layer/WebGLTile.js'),
			import('ol/source/ImageTile.js')
		]);
		return new layer.default({ className, source: new source.default(options) });
	}
	const [layer, source] = await Promise.all([import('ol/layer/Tile.js'), import('ol/source/XYZ.js')]);
	return new layer.default({ className, source: new source.default(options) });
}

async function vector(basemap: Basemap): Promise<Layer> {
	const { vectorBasemap } = await import('./vector-basemap.ts');
	return vectorBasemap(basemap);
}
