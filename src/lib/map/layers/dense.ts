import type OlMap from 'ol/Map.js';
import type { TileLayer } from './tile-layer.ts';

/**
 * A tile with too many features holds counts instead, which must be said in words: calls back with the layers of
 * which the view shows such a tile, whenever that changes.
 */
export function watchDense(
	map: OlMap,
	tiles: ReadonlyMap<string, TileLayer>,
	onchange: (layers: string[]) => void
): void {
	const dense = new Map([...tiles.keys()].map((id) => [id, new Set<string>()]));
	let told = '';

	for (const [id, layer] of tiles)
		layer.onTile((tile) => {
			if (!tile.dense) return void dense.get(id)?.delete(tile.key);
			dense.get(id)?.add(tile.key);
			look();
		});
	map.on('moveend', look);

	function look(): void {
		const resolution = map.getView().getResolution();
		const size = map.getSize();
		if (!resolution || !size) return;
		const extent = map.getView().calculateExtent(size);
		const seen = [...tiles.values()].filter(({ id, ol, grid }) => {
			const known = dense.get(id);
			if (!known?.size || !ol.getVisible()) return false;
			let any = false;
			grid.forEachTileCoord(extent, grid.getZForResolution(resolution, 1), (coord) => {
				any ||= known.has(coord.join('/'));
			});
			return any;
		});
		const ids = seen.map((l) => l.id);
		if (ids.join() === told) return;
		told = ids.join();
		onchange(ids);
	}
}
