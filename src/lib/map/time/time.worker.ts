/** Draws a layer as it is on a day, beside the page: however fast the days go by, the page goes on answering. */
import { fetchTile } from '../layers/fetch-tile.ts';
import { openTile } from '../paint/tile.ts';
import { compactTile, type CompactTile } from './compact.ts';
import { drawDay } from './draw-day.ts';
import { drawHeat } from './heat.ts';
import type { TimePicture, TimeRequest } from './messages.ts';

/** Tiles kept: some screens full. */
const KEPT = 96;

/** By address and whatever else decides how a tile is read; null while it is on its way or empty. */
const tiles = new Map<string, CompactTile | null>();
const coming = new Set<string>();
let wanted: TimeRequest | null = null;
let canvas: OffscreenCanvas | null = null;

addEventListener('message', ({ data }: MessageEvent<TimeRequest>) => {
	wanted = data;
	paint(data);
});

function keyOf({ time, zoom }: TimeRequest, url: string): string {
	return `${url} ${Math.round(zoom)} ${time ? (time.on?.until ?? '') : 'always'}`;
}

function paint(request: TimeRequest): void {
	const ready: { tile: CompactTile; extent: TimeRequest['extent'] }[] = [];
	let complete = true;
	for (const { url, extent } of request.tiles) {
		const key = keyOf(request, url);
		if (!tiles.has(key)) {
			complete = false;
			void load(request, url, key);
			continue;
		}
		const tile = tiles.get(key);
		if (tile) ready.push({ tile, extent });
	}
	if (canvas?.width !== request.width || canvas.height !== request.height)
		canvas = new OffscreenCanvas(request.width, request.height);
	const context = canvas.getContext('2d')!;
	context.clearRect(0, 0, request.width, request.height);
	const drawn = (request.heat ? drawHeat : drawDay)(context, ready, request);
	const message: TimePicture = { id: request.id, picture: canvas.transferToImageBitmap(), drawn, complete };
	postMessage(message, { transfer: [message.picture] });
}

async function load(request: TimeRequest, url: string, key: string): Promise<void> {
	if (coming.has(key)) return;
	coming.add(key);
	try {
		const { data } = await fetchTile(url);
		const open = data && openTile(data);
		tiles.set(key, open ? compactTile(open, request) : null);
		for (const oldest of tiles.keys()) {
			if (tiles.size <= KEPT) break;
			if (!request.tiles.some((t) => keyOf(request, t.url) === oldest)) tiles.delete(oldest);
		}
	} catch {
		// Without a connection the next picture asks again.
	} finally {
		coming.delete(key);
	}
	if (coming.size === 0 && wanted) paint(wanted);
}
