import type { Page } from '@playwright/test';
import { figuresOf, type Figures } from './figures.ts';
import { HEIGHT, WIDTH } from './browser.ts';

/** How smoothly a map moved. Milliseconds between two frames as the page is asked for them. */
export interface Smoothness {
	frames: Figures;
	/** Stretches of more than 50 ms in which the page did not answer. */
	longTasks: Figures;
}

const MIDDLE = { x: WIDTH / 2, y: HEIGHT / 2 };
/** A person's hand tells its place about so often. */
const STEP_MS = 8;

/** Drags the ground in wide loops for some seconds, never letting go. */
export async function dragAbout(page: Page, seconds: number): Promise<Smoothness> {
	await page.mouse.move(MIDDLE.x, MIDDLE.y);
	await page.mouse.down();
	const result = await whileRecording(page, async () => {
		const started = performance.now();
		for (let t = 0; t < seconds; t = (performance.now() - started) / 1000) {
			await page.mouse.move(MIDDLE.x + 330 * Math.sin(t * 1.9), MIDDLE.y + 230 * Math.sin(t * 2.6));
			await pause(STEP_MS);
		}
	});
	await page.mouse.up();
	return result;
}

/** Throws the ground to and fro, so that it glides on by itself into places not yet loaded. */
export async function throwAbout(page: Page, seconds: number): Promise<Smoothness> {
	return whileRecording(page, async () => {
		const started = performance.now();
		for (let turn = 0; performance.now() - started < seconds * 1000; turn++) {
			const [dx, dy] = [
				[-1, 0.3],
				[1, 0.4],
				[0.2, -1],
				[-0.3, 1]
			][turn % 4]!;
			await page.mouse.move(MIDDLE.x, MIDDLE.y);
			await page.mouse.down();
			for (let i = 1; i <= 12; i++) {
				await page.mouse.move(MIDDLE.x + dx! * i * 18, MIDDLE.y + dy! * i * 14);
				await pause(STEP_MS);
			}
			await page.mouse.up();
			await pause(900);
		}
	});
}

/** Waits until the map has come to rest: names and tiles of the place are there. */
export async function rest(page: Page): Promise<void> {
	await page.waitForLoadState('networkidle');
	await pause(1500);
}

async function whileRecording(page: Page, act: () => Promise<void>): Promise<Smoothness> {
	await page.evaluate(() => {
		window.benchTasks.length = 0;
		const frames: number[] = (window.benchFrames = []);
		let last = 0;
		const tick = (now: number) => {
			if (window.benchFrames !== frames) return;
			if (last) frames.push(now - last);
			last = now;
			requestAnimationFrame(tick);
		};
		requestAnimationFrame(tick);
	});
	await act();
	const { frames, tasks } = await page.evaluate(() => {
		const recorded = window.benchFrames ?? [];
		delete window.benchFrames;
		return { frames: recorded, tasks: window.benchTasks };
	});
	return { frames: figuresOf(frames), longTasks: figuresOf(tasks) };
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
