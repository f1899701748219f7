import type Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import { toFeatures } from '../geo.ts';
import type { StyleContext } from '../style/context.ts';
import { LINE_HEIGHT, type Standing } from '../labels/candidate.ts';
import type { MeasureText } from '../labels/measure-text.ts';
import { LABEL_DOWN, overlayStyle } from '../style/overlay-style.ts';
import type { Overlay } from '../types.ts';

/** Above every layer of the catalogue, below what is being drawn. */
const BAND = 1000;

/** Keeps the map's overlays in step with the list a page gives: only what changed is rebuilt. */
export function createOverlays(map: OlMap) {
	const shown = new Map<string, { given: Overlay; layer: VectorLayer; context: StyleContext }>();

	return {
		show(overlays: readonly Overlay[], context: StyleContext): void {
			const wanted = new Set(overlays.map((o) => o.id));
			for (const [id, { layer }] of shown) {
				if (wanted.has(id)) continue;
				map.removeLayer(layer);
				shown.delete(id);
			}
			for (const given of overlays) {
				const known = shown.get(given.id);
				const layer = known?.layer ?? addLayer(given);
				if (known?.given.features !== given.features) {
					const source = layer.getSource()!;
					source.clear(true);
					source.addFeatures(toFeatures(given.features));
				}
				if (
					known?.given.style !== given.style ||
					known.context !== context ||
					known.given.label !== given.label
				)
					layer.setStyle(overlayStyle(given.style, context, given.label, given.ink));
				layer.setZIndex(BAND + (given.order ?? 0));
				shown.set(given.id, { given, layer, context });
			}
		},
		/** Where the words of overlays stand, as far as there is room for them. */
		words: (measure: MeasureText): Standing[] =>
			[...shown.values()].flatMap(({ given: { label }, layer }) =>
				label
					? layer
							.getSource()!
							.getFeatures()
							.flatMap((feature) => wordsOf(feature, label, measure))
					: []
			),
		/** The OL layers, to ask what is under the pointer. */
		has: (layer: unknown) => [...shown.values()].some((s) => s.layer === layer)
	};

	function addLayer({ id, label }: Overlay): VectorLayer {
		const layer = new VectorLayer({
			className: 'diwan-overlay',
			// Words make room for those of overlays above: what fails is said before what is kept.
			declutter: label ? 'overlays' : false,
			source: new VectorSource(),
			updateWhileInteracting: true
		});
		layer.set('overlay', id);
		map.addLayer(layer);
		return layer;
	}
}

/** Level and above the middle of a thing, as the overlay's style writes them. */
function wordsOf(feature: Feature, label: string, measure: MeasureText): Standing[] {
	const text = feature.get(label);
	const geometry = feature.getGeometry();
	if (!text || !geometry) return [];
	const [width, height, down] = [measure(String(text), 'work'), LINE_HEIGHT, LABEL_DOWN];
	return middlesOf(geometry).map(([x = NaN, y = NaN]) => ({ x, y, angle: null, width, height, down }));
}

function middlesOf(geometry: Geometry): number[][] {
	if (geometry instanceof Point) return [geometry.getCoordinates()];
	if (geometry instanceof LineString) return [geometry.getFlatMidpoint()];
	if (geometry instanceof Polygon) return [geometry.getInteriorPoint().getCoordinates()];
	if (geometry instanceof MultiPolygon) return geometry.getInteriorPoints().getCoordinates();
	return [];
}
