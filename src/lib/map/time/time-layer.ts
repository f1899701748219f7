import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import { createXYZ } from 'ol/tilegrid.js';
import { TileAddresses } from '../layers/tile-addresses.ts';
import { TILE_PIXELS } from '../layers/tile-layer.ts';
import type { StyleContext } from '../style/context.ts';
import type { MapLayer, MapTime } from '../types.ts';
import { zoomOf } from '../view.ts';
import type { Extent3857, TimePicture, TimeRequest } from './messages.ts';

/** A layer drawn as it is on one day, or as heat, by a worker. */
export interface TimeLayer {
	id: string;
	ol: Layer;
	/** Null: all times at once. */
	show(time: MapTime | null): void;
	restyle(context: StyleContext): void;
	refresh(box?: readonly number[] | null): void;
	stop(): void;
}

/**
 * One picture of the whole view for each day. Only one is in the making: of the days that go by meanwhile the last
 * counts, so that a slider never waits.
 */
export function createTimeLayer(def: MapLayer, start: MapTime | null, context: StyleContext): TimeLayer {
	const grid = createXYZ({ tileSize: TILE_PIXELS, minZoom: 0, maxZoom: def.tiles.maxZoom });
	const addresses = new TileAddresses(def, grid);
	const worker = new Worker(new URL('./time.worker.ts', import.meta.url), { type: 'module' });
	const canvas = document.createElement('canvas');
	canvas.style.position = 'absolute';
	canvas.style.pointerEvents = 'none';
	let [time, look] = [start, context];
	let asked: TimeRequest | null = null;
	let shown: { picture: ImageBitmap; extent: Extent3857; width: number } | null = null;
	let busy = false;
	/** What the last picture was of; another view, day or theme needs another one. */
	let current = '';
	let version = 0;

	const ol = new Layer({
		className: 'diwan-time',
		minZoom: def.tiles.minZoom,
		render(frame: FrameState | null) {
			if (!frame) return canvas;
			ask(frame);
			draw(frame);
			return canvas;
		}
	});
	ol.set('layer', def.id);

	worker.addEventListener('message', ({ data }: MessageEvent<TimePicture>) => {
		const request = asked;
		if (!request || data.id !== request.id) return data.picture.close();
		shown?.picture.close();
		shown = { picture: data.picture, extent: request.extent, width: request.width };
		canvas.dataset[def.heat ? 'heat' : def.days ? 'follows' : 'day'] = request.time?.day ?? '';
		canvas.dataset['drawn'] = String(data.drawn);
		canvas.dataset['complete'] = String(data.complete);
		busy = false;
		ol.changed();
	});

	function ask(frame: FrameState): void {
		const { extent, viewState, size, pixelRatio } = frame;
		const seen = extent as unknown as Extent3857;
		if (!size[0] || !size[1]) return;
		const key = [...seen, size, time?.day, time?.until, time?.on?.until, version, look.palette.land].join();
		if (busy || key === current) return;
		busy = true;
		current = key;
		const z = grid.getZForResolution(viewState.resolution, 1);
		const perMetre = pixelRatio / viewState.resolution;
		asked = {
			id: (asked?.id ?? 0) + 1,
			time,
			heat: def.heat ? { field: def.heat.field, most: def.heat.most } : null,
			extent: seen,
			width: Math.max(1, Math.round((seen[2] - seen[0]) * perMetre)),
			height: Math.max(1, Math.round((seen[3] - seen[1]) * perMetre)),
			tiles: tilesOf(grid, addresses, seen, z),
			rules: def.style,
			palette: look.palette,
			zoom: zoomOf(viewState.resolution),
			pixelRatio
		};
		worker.postMessage(asked);
	}

	/** The last picture where its ground lies now; while the map moves it moves along. */
	function draw({ size, pixelRatio, coordinateToPixelTransform: t }: FrameState): void {
		const [width, height] = [Math.round(size[0]! * pixelRatio), Math.round(size[1]! * pixelRatio)];
		if (canvas.width !== width || canvas.height !== height) {
			canvas.width = width;
			canvas.height = height;
			canvas.style.width = `${size[0]}px`;
			canvas.style.height = `${size[1]}px`;
		}
		const drawing = canvas.getContext('2d')!;
		drawing.setTransform(1, 0, 0, 1, 0, 0);
		drawing.clearRect(0, 0, width, height);
		if (!shown) return;
		const { extent, picture } = shown;
		const metres = (extent[2] - extent[0]) / shown.width;
		const [a, b, c, d, e, f] = t as [number, number, number, number, number, number];
		const at = (m: number, n: number, o: number) => (m * extent[0] + n * extent[3] + o) * pixelRatio;
		drawing.setTransform(
			a * metres * pixelRatio,
			b * metres * pixelRatio,
			-c * metres * pixelRatio,
			-d * metres * pixelRatio,
			at(a, c, e),
			at(b, d, f)
		);
		drawing.drawImage(picture, 0, 0);
	}

	return {
		id: def.id,
		ol,
		show(next) {
			time = next;
			ol.changed();
		},
		restyle(next) {
			look = next;
			ol.changed();
		},
		refresh(box) {
			addresses.change(box);
			version++;
			ol.changed();
		},
		stop() {
			worker.terminate();
			shown?.picture.close();
		}
	};
}

function tilesOf(
	grid: TileGrid,
	addresses: TileAddresses,
	extent: Extent3857,
	z: number
): TimeRequest['tiles'] {
	const tiles: { url: string; extent: Extent3857 }[] = [];
	grid.forEachTileCoord([...extent], z, (coord) => {
		const url = addresses.of(coord);
		if (url) tiles.push({ url, extent: grid.getTileCoordExtent(coord) as unknown as Extent3857 });
	});
	return tiles;
}
