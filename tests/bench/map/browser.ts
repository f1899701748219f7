import { chromium, type Browser, type Page } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../../browser.ts';

export const WIDTH = 1440;
export const HEIGHT = 900;
const PATIENCE_MS = 60_000;

/** What opening the map once took. Milliseconds since the navigation began. */
export interface Opening {
	page: Page;
	firstPaint: number;
	/** Every tile of the first view is drawn, with the names. */
	ready: number;
	/** Longest stretch in which the page did not answer until then. */
	longestTask: number;
	/** What came until then. */
	scripts: string[];
	tiles: string[];
	close(): Promise<void>;
}

/** A browser that draws everything by the processor. */
export async function startBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGS, '--disable-gpu'] });
}

/** Opens an address as somebody who has never been there, and waits until the map is drawn. */
export async function openMap(browser: Browser, url: string, cookie: string): Promise<Opening> {
	const context = await browser.newContext({
		viewport: { width: WIDTH, height: HEIGHT },
		locale: 'ar-EG',
		timezoneId: 'Africa/Cairo'
	});
	const [name = '', value = ''] = cookie.split('=');
	await context.addCookies([{ name, value, url: new URL(url).origin }]);
	const page = await context.newPage();
	await page.addInitScript(watch);
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(() => window.benchReady !== undefined, undefined, { timeout: PATIENCE_MS });
	const timing = await page.evaluate(() => ({
		ready: window.benchReady!,
		firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
		longestTask: Math.max(0, ...window.benchTasks),
		came: performance
			.getEntriesByType('resource')
			.filter((r) => r.startTime < window.benchReady!)
			.map((r) => r.name)
	}));
	const { came, ...times } = timing;
	return {
		page,
		...times,
		scripts: came.filter((address) => new URL(address).pathname.endsWith('.js')),
		tiles: came.filter((address) => new URL(address).pathname.endsWith('.mvt')),
		close: () => context.close()
	};
}

declare global {
	interface Window {
		benchReady?: number;
		/** Durations of the stretches of more than 50 ms in which the page did not answer. */
		benchTasks: number[];
		benchFrames?: number[];
	}
}

/** Runs in the page before its own code. */
function watch(): void {
	performance.setResourceTimingBufferSize(5000);
	window.benchTasks = [];
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) window.benchTasks.push(duration);
	}).observe({ type: 'longtask', buffered: true });
	new MutationObserver((_, observer) => {
		if (!document.querySelector('[data-map-ready]')) return;
		window.benchReady = performance.now();
		observer.disconnect();
	}).observe(document, { subtree: true, childList: true, attributes: true });
}
