import type { Extent } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import type RenderFeature from 'ol/render/Feature.js';
import TileState from 'ol/TileState.js';
import type Tile from 'ol/Tile.js';
import type VectorTile from 'ol/VectorTile.js';
import { fetchTile, type TileTrouble } from './fetch-tile.ts';

/**
 * Fetches a vector tile. A tile that fails for a passing reason is tried again; what is refused for good (signed
 * out, no right) is told once and stays empty, so that the map is never broken by one layer.
 */
export function loadTile(layer: string, onTrouble: (trouble: TileTrouble) => void) {
	return (tile: Tile, url: string): void => {
		const vector = tile as VectorTile<RenderFeature>;
		vector.setLoader((extent: Extent, _resolution: number, projection: Projection) => {
			void fetchTile(url)
				.then(({ status, data }) => {
					if (status >= 400) onTrouble({ status, layer });
					const features = data
						? vector.getFormat().readFeatures(data, { extent, featureProjection: projection })
						: [];
					vector.setFeatures(features as RenderFeature[]);
				})
				.catch(() => {
					onTrouble({ status: 0, layer });
					vector.setState(TileState.ERROR);
				});
		});
	};
}
