/** Fetches tiles and paints them, beside the page: however much there is in a tile, the map goes on moving. */
import { fetchTile } from '../layers/fetch-tile.ts';
import { drawTile } from './draw.ts';
import type { FromPainter, Painted, ToPainter } from './messages.ts';
import { openTile } from './tile.ts';

/** Tiles kept as they came, for the pictures of their parts. */
const KEPT = 16;

const wanted = new Set<number>();
const kept = new Map<string, ReturnType<typeof fetchTile>>();

addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
	if ('drop' in data) return void wanted.delete(data.id);
	wanted.add(data.id);
	void paint(data).then(
		(painted) => answer(data.id, painted),
		() => answer(data.id, { dense: false, status: 0 })
	);
});

function answer(id: number, painted: Painted): void {
	if (!wanted.delete(id)) return painted.picture?.close();
	const message: FromPainter = { id, ...painted };
	postMessage(message, { transfer: painted.picture ? [painted.picture] : [] });
}

async function paint({ id, url, look }: Extract<ToPainter, { url: string }>): Promise<Painted> {
	const { status, data } = await fetched(url);
	const tile = data && wanted.has(id) && openTile(data);
	if (!tile) return { dense: false, status };
	const canvas = new OffscreenCanvas(look.side, look.side);
	const dense = drawTile(canvas.getContext('2d')!, tile, look);
	return { picture: canvas.transferToImageBitmap(), dense, status };
}

function fetched(url: string): ReturnType<typeof fetchTile> {
	const known = kept.get(url);
	if (known) return known;
	const asked = fetchTile(url);
	kept.set(url, asked);
	asked.catch(() => kept.delete(url));
	const [oldest] = kept.keys();
	if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
	return asked;
}
