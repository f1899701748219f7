import View from 'ol/View.js';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js';
import type { Extent } from 'ol/extent.js';
import type { Box, MapView } from './types.ts';

/** Ground metres of one pixel at zoom 0 on the equator (256-pixel tiles). */
const EQUATOR = 156_543.033_928_041;
/** A pixel of 96 dpi in metres. */
const PIXEL = 0.0254 / 96;

/** The whole of Egypt with its seas and a margin: farther away there is nothing to look at. */
const WORLD: Box = [20, 18, 42, 36];

export function createView(start: MapView): View {
	return new View({
		center: fromLonLat([start.lon, start.lat]),
		zoom: start.zoom,
		rotation: radians(start.rotation),
		minZoom: 4,
		maxZoom: 22,
		extent: to3857(WORLD),
		// Whole zooms only: there the pictures of the tiles are drawn as they are, sharp and fast.
		constrainResolution: true,
		constrainOnlyCenter: true,
		smoothExtentConstraint: true
	});
}

/** What an OL view shows, in our terms. */
export function readView(view: View): MapView {
	const [lon, lat] = toLonLat(view.getCenter() ?? [0, 0]);
	const degrees = ((view.getRotation() * 180) / Math.PI) % 360;
	return {
		lon: lon ?? 0,
		lat: lat ?? 0,
		zoom: view.getZoom() ?? 0,
		rotation: degrees
	};
}

/** True when both show the same picture to within a pixel. */
export function sameView(a: MapView, b: MapView): boolean {
	const pixel = 360 / (256 * 2 ** Math.max(a.zoom, b.zoom));
	return (
		Math.abs(a.zoom - b.zoom) < 0.005 &&
		Math.abs(a.lon - b.lon) < pixel &&
		Math.abs(a.lat - b.lat) < pixel &&
		Math.abs(a.rotation - b.rotation) < 0.05
	);
}

/** The view that shows all of a box in a window of the given pixels. */
export function viewOfBox(box: Box, width: number, height: number): MapView {
	const [west, south, east, north] = to3857(box) as [number, number, number, number];
	const resolution = Math.max((east - west) / width, (north - south) / height) * 1.06;
	const [lon, lat] = toLonLat([(west + east) / 2, (south + north) / 2]);
	return { lon: lon ?? 0, lat: lat ?? 0, zoom: Math.floor(Math.log2(EQUATOR / resolution)), rotation: 0 };
}

/** Zoom of a resolution in EPSG:3857 metres per pixel. */
export function zoomOf(resolution: number): number {
	return Math.log2(EQUATOR / resolution);
}

/** Ground metres per pixel: Mercator's stretch at the latitude taken away. */
export function metresPerPixel(zoom: number, lat: number): number {
	return (EQUATOR / 2 ** zoom) * Math.cos((lat * Math.PI) / 180);
}

/** The n of 1:n at a latitude, for a screen of 96 dpi. */
export function scaleOf(zoom: number, lat: number): number {
	return metresPerPixel(zoom, lat) / PIXEL;
}

export function to3857(box: Box): Extent {
	return transformExtent(box, 'EPSG:4326', 'EPSG:3857');
}

export function to4326(extent: Extent): Box {
	return transformExtent(extent, 'EPSG:3857', 'EPSG:4326') as Box;
}

export function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}
