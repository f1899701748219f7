import MVT from 'ol/format/MVT.js';
import type { FeatureLike } from 'ol/Feature.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { isDark } from '../style/current.ts';
import { color, PALETTES, type Token } from '../style/palette.ts';
import type { Basemap } from '../types.ts';

/** What the layers of common vector tile schemas are to us, by a word in their name. */
const MEANINGS: readonly [word: RegExp, token: Token][] = [
	[/water|ocean|sea|lake/, 'sea'],
	[/park|green|landcover|landuse|wood/, 'green'],
	[/building/, 'building'],
	[/road|transport|street|highway/, 'road-casing'],
	[/bound|admin/, 'boundary']
];

/** A background of foreign vector tiles in our own quiet colours. Names are left to our layers. */
export function vectorBasemap({ url, attribution }: Basemap): VectorTileLayer {
	const styles = new Map<string, Style | undefined>();

	function style(feature: FeatureLike): Style | undefined {
		const name = String(feature.get('layer') ?? '');
		const theme = isDark() ? 'dark' : 'light';
		const key = theme + name;
		if (!styles.has(key)) styles.set(key, styleOf(name, theme));
		return styles.get(key);
	}

	return new VectorTileLayer({
		className: 'diwan-basemap',
		renderMode: 'hybrid',
		source: new VectorTileSource({
			format: new MVT(),
			url,
			attributions: attribution || undefined,
			maxZoom: 14
		}),
		style
	});
}

function styleOf(layer: string, theme: 'light' | 'dark'): Style | undefined {
	const token = MEANINGS.find(([word]) => word.test(layer))?.[1];
	if (!token) return undefined;
	const ink = color(PALETTES[theme], `token:${token}`);
	return new Style({ fill: new Fill({ color: ink }), stroke: new Stroke({ color: ink, width: 1 }) });
}
