import type { Pool } from 'pg';
import { HALF_WORLD } from '#lib/server/tiles/address.ts';
import type { Areas } from '../tiles/lists.ts';
import { HEIGHT, WIDTH } from './browser.ts';

/** The rail at the side and the bar at the top of the page. */
const [BESIDE, ABOVE] = [72, 56];

/** A view in the middle of the dense city, as the map page's `v` writes it. */
export function viewAt({ core }: Areas, zoom: number): string {
	const [x, y] = middle(core);
	const lat = (Math.atan(Math.sinh((y / HALF_WORLD) * Math.PI)) * 180) / Math.PI;
	return `${zoom}/${lat.toFixed(5)}/${((x / HALF_WORLD) * 180).toFixed(5)}`;
}

/** Buildings on the ground that such a view shows. */
export async function buildingsInView(pool: Pool, { core }: Areas, zoom: number): Promise<number> {
	const [x, y] = middle(core);
	const pixel = (2 * HALF_WORLD) / 256 / 2 ** zoom;
	const [dx, dy] = [((WIDTH - BESIDE) / 2) * pixel, ((HEIGHT - ABOVE) / 2) * pixel];
	const { rows } = await pool.query<{ n: number }>(
		`select count(*)::int as n from buildings where geom_3857 && st_makeenvelope($1, $2, $3, $4, 3857)`,
		[x - dx, y - dy, x + dx, y + dy]
	);
	return rows[0]!.n;
}

function middle([minX, minY, maxX, maxY]: Areas['core']): [x: number, y: number] {
	return [(minX + maxX) / 2, (minY + maxY) / 2];
}
