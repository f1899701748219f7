import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** What a browser needs inside a container without a graphics card, and to stay off the network. */
export const BROWSER_ARGS = [
	'--no-sandbox',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/**
 * A Chromium to drive: PLAYWRIGHT_CHROMIUM, Playwright's own download, a system one, else the one that comes as
 * an npm package.
 */
export async function findBrowser(): Promise<string> {
	const candidates = [
		process.env.PLAYWRIGHT_CHROMIUM,
		chromium.executablePath(),
		// Without windows: a tenth less work for the same walks.
		'/usr/lib/chromium/chromium-headless-shell',
		'/usr/bin/chromium',
		'/usr/bin/chromium-browser',
		'/usr/bin/google-chrome',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
	];
	const found = candidates.find((c) => c && existsSync(c));
	if (found) return found;
	const { default: packaged } = await import('@sparticuz/chromium');
	return packaged.executablePath();
}
