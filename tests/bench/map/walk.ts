import type { Browser } from '@playwright/test';
import { openMap } from './browser.ts';
import { dragAbout, rest } from './pan.ts';

/** Walks over the map with all its layers on: every zoom, and some way about at each. @returns tiles asked for. */
export async function walkEverywhere(
	browser: Browser,
	address: (zoom: number) => string,
	cookie: string
): Promise<number> {
	let tiles = 0;
	const opening = await openMap(browser, address(6), cookie);
	opening.page.on('response', (response) => (tiles += Number(response.url().includes('.mvt'))));
	for (let zoom = 6; zoom <= 19; zoom++) {
		if (zoom > 6) await opening.page.goto(address(zoom));
		await rest(opening.page);
		await dragAbout(opening.page, 2);
		await rest(opening.page);
	}
	await opening.close();
	return opening.tiles.length + tiles;
}
