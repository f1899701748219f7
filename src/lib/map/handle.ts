import { getCenter, isEmpty } from 'ol/extent.js';
import type { Extent } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import { createEmpty, extend } from 'ol/extent.js';
import type { Engine } from './engine.ts';
import { countsInView, featuresInView } from './features-in-view.ts';
import { toFeatures } from './geo.ts';
import { prefersReducedMotion } from './interactions.ts';
import { lazyMode } from './modes/lazy.ts';
import { overlayStyle } from './style/overlay-style.ts';
import type { Box, Drawn, MapHandle } from './types.ts';
import { radians, readView, scaleOf, to3857, to4326 } from './view.ts';

/** The imperative side of a map, for pages. */
export function createHandle(engine: Engine): MapHandle {
	const { map, modes } = engine;
	const duration = () => (prefersReducedMotion() ? 0 : 180);
	const style = (name: Parameters<typeof overlayStyle>[0]) => overlayStyle(name, engine.context());

	return {
		fit(target, { padding = 48, maxZoom = 18, animate = true } = {}) {
			const extent = extentOf(target);
			if (isEmpty(extent)) return;
			// A panel may have opened in this very moment.
			map.updateSize();
			const sides = typeof padding === 'number' ? [padding, padding, padding, padding] : padding;
			map.getView().fit(extent, { padding: sides, maxZoom, duration: animate ? duration() : 0 });
		},
		flyTo(position, zoom) {
			const view = map.getView();
			view.animate({ center: fromLonLat(position), zoom: zoom ?? view.getZoom(), duration: duration() });
		},
		reveal(position, [top, right, bottom, left]) {
			const [x, y] = map.getPixelFromCoordinate(fromLonLat(position)) ?? [];
			const [width, height] = map.getSize() ?? [];
			if (x === undefined || y === undefined || !width || !height) return;
			const aside = x - Math.max(left, Math.min(width - right, x));
			const below = y - Math.max(top, Math.min(height - bottom, y));
			if (aside === 0 && below === 0) return;
			const center = map.getCoordinateFromPixel([width / 2 + aside, height / 2 + below]);
			map.getView().animate({ center, duration: duration() });
		},
		zoomBy(steps) {
			const view = map.getView();
			view.animate({ zoom: view.getConstrainedZoom((view.getZoom() ?? 0) + steps), duration: duration() });
		},
		rotateTo(degrees) {
			map.getView().animate({ rotation: radians(degrees), duration: duration() });
		},
		startDraw(options) {
			return modes.start((ended) =>
				lazyMode(
					'draw',
					async () => {
						const { drawMode } = await import('./modes/draw.ts');
						const onend = (drawn: Drawn) => (ended(), options.onend?.(drawn));
						return () => drawMode(map, { ...options, onend }, style(options.style ?? 'draft'));
					},
					() => (ended(), options.oncancel?.())
				)
			);
		},
		startModify(options) {
			return modes.start((ended) =>
				lazyMode(
					'edit',
					async () => {
						const { modifyMode } = await import('./modes/modify.ts');
						const onend = (drawn: Drawn) => (ended(), options.onend?.(drawn));
						const styles = { shape: style(options.style ?? 'draft'), vertex: style('highlight') };
						return () => modifyMode(map, { ...options, onend }, styles);
					},
					() => (ended(), options.oncancel?.())
				)
			);
		},
		startHold(options) {
			return modes.start((ended) =>
				lazyMode(
					'edit',
					async () => {
						const { holdMode } = await import('./modes/hold.ts');
						return () => holdMode(map, { ...options, onend: () => (ended(), options.onend?.()) });
					},
					ended
				)
			);
		},
		startMeasure(kind, onchange) {
			return modes.start((ended) =>
				lazyMode(
					kind === 'length' ? 'measure-length' : 'measure-area',
					async () => {
						const { measureMode } = await import('./modes/measure.ts');
						return () => measureMode(map, kind, style('measure'), onchange);
					},
					ended
				)
			);
		},
		cancel: () => modes.cancel(),
		refreshLayer: (id, box) => engine.refresh(id, box),
		highlight: (geometry) => engine.outline(geometry),
		bounds: () => to4326(map.getView().calculateExtent(map.getSize())),
		scale() {
			const { zoom, lat } = readView(map.getView());
			return scaleOf(zoom, lat);
		},
		featuresInView: (limit) => featuresInView(engine, limit),
		countsInView: () => countsInView(engine)
	};
}

function extentOf(target: Parameters<MapHandle['fit']>[0]): Extent {
	if (Array.isArray(target)) return grown(to3857(target as Box));
	const extent = createEmpty();
	for (const feature of toFeatures(target)) {
		const own = feature.getGeometry()?.getExtent();
		if (own) extend(extent, own);
	}
	return grown(extent);
}

/** A point has no size to fit: give it a neighbourhood of 60 m. */
function grown(extent: Extent): Extent {
	if (isEmpty(extent) || extent[2]! - extent[0]! + extent[3]! - extent[1]! > 1) return extent;
	const [x, y] = getCenter(extent) as [number, number];
	return [x - 30, y - 30, x + 30, y + 30];
}
