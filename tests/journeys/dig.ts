import { expect, type Page } from '@playwright/test';
import { apiAs } from './support.ts';

/** A quiet corner of the model town, seen closely. */
export const VIEW = 'v=18/30.7035/29.7325';

export interface Dig {
	reference: string;
	version: number;
	clashes: number;
	state: string;
	severity: string | null;
	length_m: number;
	window: { start: string; end: string };
	geometry: { type: string; coordinates: [number, number][][] };
}

export async function openEditor(page: Page, view = VIEW): Promise<void> {
	await page.goto(`/excavation/new?${view}`);
	await page.locator('[data-map-ready]').waitFor();
	await expect(page.getByRole('button', { name: 'إنهاء الرسم' })).toBeVisible();
}

/** Clicks a line on the map, in pixels from its middle, and ends it with a double click. */
export async function draw(page: Page, from: [number, number], to: [number, number]): Promise<void> {
	const box = await page.locator('[data-map-ready]').boundingBox();
	const [x, y] = [box!.x + box!.width / 2, box!.y + box!.height / 2];
	await page.mouse.move(x + from[0], y + from[1]);
	await page.mouse.click(x + from[0], y + from[1]);
	// Nearer in time, the next click would be the second of a double click.
	await page.waitForTimeout(400);
	await page.mouse.move(x + to[0], y + to[1], { steps: 6 });
	await page.waitForTimeout(400);
	await page.mouse.dblclick(x + to[0], y + to[1]);
}

export async function period(page: Page, start: string, end: string): Promise<void> {
	await page.getByLabel('تاريخ البداية').fill(start);
	await page.getByLabel('تاريخ النهاية').fill(end);
	await page.getByLabel('تاريخ النهاية').press('Tab');
}

/** Registers what is drawn and written. @returns its reference. */
export async function save(page: Page): Promise<string> {
	await page.getByRole('button', { name: 'تسجيل الحفر' }).click();
	return savedAs(page);
}

export async function savedAs(page: Page): Promise<string> {
	await page.waitForURL(/\/excavation\/EX-/);
	return page.url().split('/').at(-1)!.split('?')[0]!;
}

export async function record(reference: string): Promise<Dig> {
	const api = await apiAs('utility_planner');
	const response = await api.get(`/api/v1/excavation/digs/${reference}`);
	return (await response.json()) as Dig;
}

/** The records of that title: how many one save has made. */
export async function titled(title: string): Promise<Dig[]> {
	const api = await apiAs('utility_planner');
	const response = await api.get('/api/v1/excavation/digs', { params: { q: title } });
	return ((await response.json()) as { items: Dig[] }).items;
}

/** How many pixels of the map have the colour of a clash (light theme). */
export function clashPixels(page: Page): Promise<number> {
	return page.evaluate(() => {
		let found = 0;
		for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-map-ready] canvas')) {
			const ink = canvas.getContext('2d');
			if (!ink || !canvas.width || !canvas.height) continue;
			const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
			for (let i = 0; i < data.length; i += 4)
				if (
					data[i + 3]! > 150 &&
					Math.abs(data[i]! - 178) + Math.abs(data[i + 1]! - 58) + Math.abs(data[i + 2]! - 42) < 24
				)
					found++;
		}
		return found;
	});
}
