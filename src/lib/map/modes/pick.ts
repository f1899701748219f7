import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import { toLonLat } from 'ol/proj.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import { firstZoom } from '../style/symbol.ts';
import type { MapPick } from '../types.ts';
import type { Modes } from './mode.ts';

interface Parts {
	tiles: ReadonlyMap<string, TileLayer>;
	overlays: { has(layer: unknown): boolean };
	modes: Modes;
}

interface Events {
	onpick(pick: MapPick): void;
	onpointer(at: [lon: number, lat: number] | null): void;
}

/** Turns clicks, and Enter on the focused map, into questions about the ground; follows the pointer. */
export function watchPicks(map: OlMap, parts: Parts, events: Events) {
	const target = map.getTargetElement() as HTMLElement;

	function pickAt(coordinate: number[], pixel: number[], tolerance: number): void {
		const [lon, lat] = toLonLat(coordinate);
		events.onpick({
			at: [lon ?? 0, lat ?? 0],
			zoom: map.getView().getZoom() ?? 0,
			layers: drawnLayers(map, parts.tiles),
			tolerance,
			overlays: overlaysAt(pixel, tolerance)
		});
	}

	function overlaysAt(pixel: number[], hitTolerance: number): MapPick['overlays'] {
		const found: MapPick['overlays'] = [];
		map.forEachFeatureAtPixel(
			pixel,
			(feature, layer) => {
				const { geometry: _geometry, ...properties } = feature.getProperties();
				found.push({ overlay: layer.get('overlay') as string, id: feature.getId(), properties });
			},
			{ layerFilter: (layer) => parts.overlays.has(layer), hitTolerance }
		);
		return found;
	}

	// A single click is known as one only a moment after the press; the mode that the press was for may be over then.
	let pressedForMode = false;
	const keys = [
		map.on('pointerdown' as 'click', () => void (pressedForMode = parts.modes.current !== null)),
		map.on('singleclick', (event: MapBrowserEvent) => {
			if (parts.modes.current || pressedForMode) return;
			const touch = (event.originalEvent as PointerEvent).pointerType === 'touch';
			pickAt(event.coordinate, event.pixel, touch ? 14 : 6);
		}),
		map.on('pointermove', (event: MapBrowserEvent) => {
			if (event.dragging) return;
			const [lon, lat] = toLonLat(event.coordinate);
			events.onpointer([lon ?? 0, lat ?? 0]);
		})
	];
	const left = () => events.onpointer(null);
	function pressed(event: KeyboardEvent): void {
		const { current } = parts.modes;
		const center = map.getView().getCenter();
		if (event.target !== target || event.ctrlKey || event.metaKey || !center) return;
		if (event.key === 'Enter' && event.shiftKey && current) current.finish();
		else if (event.key === 'Enter' && current) current.addAtCenter?.();
		else if (event.key === 'Enter') pickAt(center, map.getPixelFromCoordinate(center), 10);
		else if (event.key === 'Backspace' && current) current.undo();
		else if (event.key === 'Escape' && current) parts.modes.cancel();
		else return;
		event.preventDefault();
	}
	// Escape ends a mode wherever the focus is, unless an open dialog or menu takes it first.
	function escape(event: KeyboardEvent): void {
		if (event.key === 'Escape' && !event.defaultPrevented && parts.modes.current) parts.modes.cancel();
	}
	target.addEventListener('pointerleave', left);
	target.addEventListener('keydown', pressed);
	document.addEventListener('keydown', escape);

	return {
		stop(): void {
			unByKey(keys);
			target.removeEventListener('pointerleave', left);
			target.removeEventListener('keydown', pressed);
			document.removeEventListener('keydown', escape);
		}
	};
}

/** The layers that draw single features at this zoom, topmost first. */
export function drawnLayers(map: OlMap, tiles: ReadonlyMap<string, TileLayer>): string[] {
	const zoom = map.getView().getZoom() ?? 0;
	// Tiles are 512 pixels wide, so one zoom behind the view.
	const z = Math.floor(zoom) - 1;
	return [...tiles.values()]
		.filter(({ def, ol }) => ol.getVisible() && z >= def.tiles.minZoom && zoom >= firstZoom(def.style))
		.filter(({ def }) => def.tiles.low !== 'grid' || z >= def.tiles.detailZoom)
		.sort((a, b) => (b.ol.getZIndex() ?? 0) - (a.ol.getZIndex() ?? 0))
		.map((t) => t.id);
}
