import { allTiles, tileList, type Areas } from './lists.ts';
import type { Running } from './servers.ts';

export interface Swept {
	layer: string;
	z: number;
	tiles: number;
	/** Tiles that show counts because single features would be too many. */
	dense: number;
	largestBytes: number;
	slowestMs: number;
}

/** Asks for the tiles of every zoom, one after another: all of them to z14, a sample beyond. */
export async function sweep(server: Running, areas: Areas, cookie: string): Promise<Swept[]> {
	const swept: Swept[] = [];
	for (const layer of ['buildings', 'streets'])
		for (let z = 6; z <= 17; z++) {
			const tiles = z <= 14 ? allTiles(areas.whole, z) : tileList(areas, z, 300);
			const row: Swept = { layer, z, tiles: tiles.length, dense: 0, largestBytes: 0, slowestMs: 0 };
			for (const tile of tiles) {
				const started = performance.now();
				const answer = await fetch(`http://127.0.0.1:${server.port}${server.path(layer, tile)}`, {
					headers: { cookie, 'accept-encoding': 'identity' }
				});
				const body = Buffer.from(await answer.arrayBuffer());
				row.slowestMs = Math.max(row.slowestMs, performance.now() - started);
				row.largestBytes = Math.max(row.largestBytes, body.length);
				if (body.includes('dense')) row.dense++;
				if (answer.status !== 200 && answer.status !== 204)
					throw new Error(`${layer} ${JSON.stringify(tile)}: ${answer.status}`);
			}
			swept.push(row);
		}
	return swept;
}
