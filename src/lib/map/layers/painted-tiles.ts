import MVT from 'ol/format/MVT.js';
import { buffer, getCenter, intersects } from 'ol/extent.js';
import TileLayerOl from 'ol/layer/Tile.js';
import type RenderFeature from 'ol/render/Feature.js';
import DataTileSource from 'ol/source/DataTile.js';
import { createXYZ } from 'ol/tilegrid.js';
import type { Painted } from '../paint/messages.ts';
import { canPaint, type Painter } from '../paint/painter.ts';
import type { StyleContext } from '../style/context.ts';
import type { MapLayer } from '../types.ts';
import { fetchTile, type TileTrouble } from './fetch-tile.ts';
import { TileAddresses } from './tile-addresses.ts';
import { TILE_PIXELS, type TileCame, type TileLayer } from './tile-layer.ts';

/** Pictures kept: three screens full. */
const KEPT = 64;
/** Beyond the finest tiles their parts are painted anew, as sharp. */
const FINEST = 21;
/** How far around the middle features are told, metres of EPSG:3857. */
const NEAR = 250;

/** Whether a layer is one of thousands of areas without names, better painted beside the page. */
export function isPainted({ geometry, label, tiles, style }: MapLayer): boolean {
	const plain = style.every((rule) => !rule.pattern && !rule.casing);
	return geometry === 'polygon' && tiles.low === 'grid' && !label && plain && canPaint();
}

/** A layer whose tiles come as pictures from the painter. */
export function createPaintedTiles(
	def: MapLayer,
	context: StyleContext,
	painter: Painter,
	onTrouble: (trouble: TileTrouble) => void
): TileLayer {
	const grid = createXYZ({ tileSize: TILE_PIXELS, minZoom: 0, maxZoom: FINEST });
	const addresses = new TileAddresses(def, grid);
	const listeners: ((tile: TileCame) => void)[] = [];
	/** Pictures by address, part and look: a change elsewhere does not have them painted again. */
	const pictures = new Map<string, Painted>();
	let current = context;
	let look = 0;

	const source = new PaintedSource({
		has: (coord) => addresses.of(sourceOf(coord, def.tiles.maxZoom).coord) !== undefined,
		options: {
			tileGrid: grid,
			tileSize: TILE_PIXELS * context.pixelRatio,
			interpolate: true,
			wrapX: false,
			transition: 120,
			loader: async (z, x, y, { signal }) => {
				const { picture, dense, status } = await pictureOf([z, x, y], signal);
				if (status >= 400 || status === 0) onTrouble({ status, layer: def.id });
				for (const tell of listeners) tell({ key: `${z}/${x}/${y}`, features: [], dense });
				// Nothing to draw is nothing to keep.
				return (picture ?? null) as ImageBitmap;
			}
		}
	});
	const ol = new TileLayerOl({
		className: 'diwan-tiles',
		source,
		cacheSize: KEPT,
		minZoom: def.tiles.minZoom
	});
	ol.set('layer', def.id);

	async function pictureOf(tile: number[], signal: AbortSignal): Promise<Painted> {
		const { coord, part } = sourceOf(tile, def.tiles.maxZoom);
		const url = addresses.of(coord);
		if (!url) return { dense: false, status: 204 };
		const key = `${url} ${tile.join('/')} ${look}`;
		const known = pictures.get(key);
		if (known) return known;
		const { palette, pixelRatio } = current;
		const side = Math.round(TILE_PIXELS * pixelRatio);
		const wanted = { rules: def.style, palette, zoom: tile[0]! + 1, side, pixelRatio, part };
		const painted = await painter.paint(url, wanted, signal);
		if (painted.picture) pictures.set(key, painted);
		const [oldest] = pictures.keys();
		if (pictures.size > KEPT && oldest !== undefined) pictures.delete(oldest);
		return painted;
	}

	const renew = () => source.renew(`v${addresses.version} ${look}`);
	return {
		id: def.id,
		def,
		ol,
		grid,
		restyle(next) {
			if (next === current) return;
			current = next;
			look++;
			renew();
		},
		refresh(box) {
			addresses.change(box);
			renew();
		},
		onTile: (listener) => void listeners.push(listener),
		featuresIn: (extent) => featuresAround(getCenter(extent), grid, addresses, def.tiles.maxZoom)
	};
}

/** The tile of the server that holds a tile of the layer, and which part of it that is. */
function sourceOf([z = 0, x = 0, y = 0]: readonly number[], finest: number) {
	const halvings = Math.max(0, z - finest);
	const size = 1 / 2 ** halvings;
	const coord = [z - halvings, x >> halvings, y >> halvings];
	return { coord, part: { x: (x * size) % 1, y: (y * size) % 1, size } };
}

/** The page holds no features of a painted layer: the tiles of a place are read once more, which is seldom asked. */
async function featuresAround(
	center: number[],
	grid: ReturnType<typeof createXYZ>,
	addresses: TileAddresses,
	finest: number
): Promise<RenderFeature[]> {
	const extent = buffer([...center, ...center], NEAR);
	const format = new MVT({ idProperty: undefined });
	const asked: Promise<RenderFeature[]>[] = [];
	grid.forEachTileCoord(extent, finest, (coord) => {
		const url = addresses.of(coord);
		if (url) asked.push(fetchTile(url).then(({ data }) => read(data, coord)));
	});
	const read = (data: ArrayBuffer | undefined, coord: number[]) =>
		data ? (format.readFeatures(data, { extent: grid.getTileCoordExtent(coord) }) as RenderFeature[]) : [];
	return (await Promise.all(asked)).flat().filter((f) => intersects(f.getExtent(), extent));
}

type Options = NonNullable<ConstructorParameters<typeof DataTileSource<ImageTileOf>>[0]>;
type ImageTileOf = import('ol/DataTile.js').default;

/** A source that knows where there is nothing. */
class PaintedSource extends DataTileSource {
	#has: (coord: number[]) => boolean;

	constructor({ has, options }: { has: (coord: number[]) => boolean; options: Options }) {
		super(options);
		this.#has = has;
	}

	override getTile(...parameters: Parameters<DataTileSource['getTile']>) {
		const [z, x, y] = parameters;
		return this.#has([z, x, y]) ? super.getTile(...parameters) : null;
	}

	/** Under a new key tiles come anew; the picture under the old one stays meanwhile. */
	renew(key: string): void {
		this.setKey(key);
	}
}
