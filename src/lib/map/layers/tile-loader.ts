import type { Extent } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import type RenderFeature from 'ol/render/Feature.js';
import TileState from 'ol/TileState.js';
import type Tile from 'ol/Tile.js';
import type VectorTile from 'ol/VectorTile.js';

export interface TileTrouble {
	status: number;
	layer: string;
}

const RETRIES = [400, 1500, 4000];

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

async function fetchTile(url: string): Promise<{ status: number; data?: ArrayBuffer }> {
	for (let attempt = 0; ; attempt++) {
		const pause = RETRIES[attempt];
		try {
			const response = await fetch(url, { headers: { accept: 'application/vnd.mapbox-vector-tile' } });
			if (response.status === 200) return { status: 200, data: await response.arrayBuffer() };
			if (response.status < 500 && response.status !== 429) return { status: response.status };
			if (pause === undefined) return { status: response.status };
		} catch (error) {
			if (pause === undefined) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
}
