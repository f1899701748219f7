import { getCenter } from 'ol/extent.js';
import { toLonLat } from 'ol/proj.js';
import type { Engine } from './engine.ts';
import { nameOf } from './feature-name.ts';
import { drawnLayers } from './modes/pick.ts';
import { isDensity } from './style/density.ts';
import type { FeatureInView, MapLayer } from './types.ts';

/** The drawn features around the centre, nearest first: what a sighted person would see there. */
export async function featuresInView(engine: Engine, limit: number): Promise<FeatureInView[]> {
	const { map } = engine;
	const extent = map.getView().calculateExtent(map.getSize());
	const center = map.getView().getCenter() ?? getCenter(extent);
	const stretch = Math.cos(((toLonLat(center)[1] ?? 0) * Math.PI) / 180);
	const nearest = new Map<string, FeatureInView>();
	for (const id of drawnLayers(map, engine.tiles)) {
		const layer = engine.tiles.get(id);
		if (!layer || layer.ol.get('of a day') || id === 'land') continue;
		for (const feature of await layer.featuresIn(extent)) {
			const key = feature.getId();
			const box = feature.getGeometry()?.getExtent();
			if (key === undefined || !box || isDensity(feature)) continue;
			const at = getCenter(box);
			const distance = Math.hypot(at[0]! - center[0]!, at[1]! - center[1]!) * stretch;
			const known = nearest.get(`${id}:${key}`);
			if (known && known.distance <= distance) continue;
			nearest.set(`${id}:${key}`, {
				layer: id,
				id: String(key),
				name: nameOf(feature, layer.def, engine.context().locale),
				at: toLonLat(at) as [number, number],
				distance
			});
		}
	}
	return [...nearest.values()].sort((a, b) => a.distance - b.distance).slice(0, limit);
}

/** Layers whose number says something; nobody counts buildings. */
const COUNTED: readonly MapLayer['group'][] = ['work', 'services'];

/** How many features of the work and service layers are in view; layers drawn summed up are left out. */
export async function countsInView(engine: Engine): Promise<Record<string, number>> {
	const { map, tiles } = engine;
	const extent = map.getView().calculateExtent(map.getSize());
	const counts: Record<string, number> = {};
	for (const id of drawnLayers(map, tiles)) {
		const layer = tiles.get(id);
		if (!layer || layer.ol.get('of a day') || !COUNTED.includes(layer.def.group)) continue;
		const found = await layer.featuresIn(extent);
		if (!found.some(isDensity)) counts[id] = new Set(found.map((f) => f.getId())).size;
	}
	return counts;
}
