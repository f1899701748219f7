import OlMap from 'ol/Map.js';
import type { Geometry } from 'geojson';
import { createLabels } from './labels/label-layer.ts';
import { addBasemap } from './layers/basemap.ts';
import { watchDense } from './layers/dense.ts';
import { createOverlays } from './layers/overlays.ts';
import type { TileTrouble } from './layers/fetch-tile.ts';
import { createPaintedTiles, isPainted } from './layers/painted-tiles.ts';
import type { TileLayer } from './layers/tile-layer.ts';
import { createVectorTiles } from './layers/vector-tiles.ts';
import { keepGroundSteady } from './keep-ground-steady.ts';
import { mapInteractions } from './interactions.ts';
import { Modes } from './modes/mode.ts';
import { watchPicks } from './modes/pick.ts';
import { Painter } from './paint/painter.ts';
import type { StyleContext } from './style/context.ts';
import { fontsReady } from './style/current.ts';
import type {
	DiwanMapOptions,
	MapLayer,
	MapTime,
	MapView,
	ModeName,
	Overlay,
	MapPick,
	ShownLayer
} from './types.ts';
import { createTimes } from './time/times.ts';
import { createView, radians, readView, sameView } from './view.ts';
import { fromLonLat } from 'ol/proj.js';

export interface EngineEvents {
	onview(view: MapView): void;
	onpointer(at: [lon: number, lat: number] | null): void;
	onpick(pick: MapPick): void;
	onmode(mode: ModeName): void;
	ontrouble(trouble: TileTrouble): void;
	/** Layers that show counts in place of features somewhere in the view, because there are too many. */
	ondense(layers: string[]): void;
	/** Every tile of the view is drawn. */
	onready(): void;
}

/** The map behind the component: the library's objects live here and nowhere else. */
export interface Engine {
	map: OlMap;
	modes: Modes;
	tiles: ReadonlyMap<string, TileLayer>;
	context(): StyleContext;
	setView(view: MapView): void;
	show(shown: readonly ShownLayer[]): void;
	showOverlays(overlays: readonly Overlay[]): void;
	/** Shows a layer as it is on a day; null: all of it. */
	showTime(time: MapTime | null): void;
	/** Loads tiles of a layer again. */
	refresh(layer: string, box?: readonly number[] | null): void;
	/** Theme or language changed: everything is drawn anew. */
	restyle(context: StyleContext): void;
	outline(geometry: Geometry | null): void;
	destroy(): void;
}

export function createEngine(
	target: HTMLElement,
	options: DiwanMapOptions,
	start: { view: MapView; context: StyleContext },
	events: EngineEvents
): Engine {
	let context = start.context;
	const map = new OlMap({
		target,
		view: createView(start.view),
		controls: [],
		interactions: mapInteractions(),
		maxTilesLoading: 24
	});
	// Never a broken map: without it the ground is our own.
	if (options.basemap) addBasemap(map, options.basemap).catch(() => undefined);

	const painter = new Painter();
	const tiles = new Map<string, TileLayer>();
	for (const def of options.layers) {
		const layer = isPainted(def)
			? createPaintedTiles(def, context, painter, events.ontrouble)
			: createVectorTiles(def, context, events.ontrouble);
		layer.ol.setVisible(false);
		tiles.set(def.id, layer);
		map.addLayer(layer.ol);
	}

	watchDense(map, tiles, events.ondense);
	const overlays = createOverlays(map);
	const labels = createLabels(map, tiles, () => context, overlays.words);
	const times = createTimes(map, tiles, () => context);
	const modes = new Modes(events.onmode);
	let given: readonly Overlay[] = [];
	let outlined: Geometry | null = null;

	const steady = keepGroundSteady(map);
	map.on('moveend', () => events.onview(readView(map.getView())));
	// The ground is drawn meanwhile; letters wait for their typeface, or they would stand in another one.
	let ended = false;
	void fontsReady().then(() => {
		if (ended) return;
		for (const layer of tiles.values()) if (hasLetters(layer.def)) layer.restyle(context);
		labels.start();
		map.once('rendercomplete', () => events.onready());
		map.render();
	});
	const picks = watchPicks(map, { tiles, overlays, modes }, events);

	function drawOverlays(): void {
		const own: Overlay[] = outlined
			? [{ id: '\u0000outline', features: outlined, style: 'highlight', order: 500 }]
			: [];
		overlays.show([...given, ...own], context);
	}

	return {
		map,
		modes,
		tiles,
		context: () => context,
		setView(view) {
			const ol = map.getView();
			if (ol.getAnimating() || sameView(view, readView(ol))) return;
			ol.setCenter(fromLonLat([view.lon, view.lat]));
			ol.setZoom(view.zoom);
			ol.setRotation(radians(view.rotation));
		},
		show(shown) {
			shown.forEach(({ id, visible, opacity }, place) => {
				const layer = tiles.get(id)?.ol;
				layer?.setVisible(visible);
				layer?.setOpacity(opacity);
				layer?.setZIndex(shown.length - place);
			});
			times.follow();
			labels.update();
		},
		showOverlays(next) {
			given = next;
			drawOverlays();
			labels.update();
		},
		showTime(time) {
			times.show(time);
			labels.update();
		},
		refresh(id, box) {
			tiles.get(id)?.refresh(box);
			times.refresh(id, box);
		},
		restyle(next) {
			context = next;
			for (const layer of tiles.values()) layer.restyle(context);
			times.restyle();
			drawOverlays();
			labels.restyle();
		},
		outline(geometry) {
			outlined = geometry;
			drawOverlays();
		},
		destroy() {
			ended = true;
			modes.cancel();
			steady.stop();
			picks.stop();
			labels.stop();
			painter.stop();
			times.stop();
			map.setTarget(undefined);
			map.dispose();
		}
	};
}

function hasLetters({ style }: MapLayer): boolean {
	return style.some((rule) => rule.shape === 'letter');
}
