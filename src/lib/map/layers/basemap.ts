import TileLayer from 'ol/layer/Tile.js';
import XYZ from 'ol/source/XYZ.js';

/**
 * The configured background, or none: then the land, the water and the streets of our own carry the map. Tiles that
 * do not come leave the ground visible; nobody waits for them.
 */
export function createBasemap(
	basemap: { url: string; attribution: string } | null | undefined
): TileLayer | null {
	if (!basemap) return null;
	return new TileLayer({
		className: 'diwan-basemap',
		zIndex: -1,
		source: new XYZ({
			url: basemap.url,
			attributions: basemap.attribution || undefined,
			maxZoom: 19,
			crossOrigin: 'anonymous',
			transition: 120
		})
	});
}
