import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	test as base,
	expect,
	request,
	type APIRequestContext,
	type Browser,
	type BrowserContext,
	type Page
} from '@playwright/test';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DATA_DIR } from './place.ts';

/** Today in Egypt, or so many days after, whatever the clock of the machine says. */
export const day = (shift: number) => addDays(cairoDate(new Date()), shift);

export const BASE = `http://127.0.0.1:${process.env.E2E_PORT ?? 4173}`;

/** The password of the demonstration accounts of the application under test. */
export function demoPassword(): string {
	return readFileSync(path.join(DATA_DIR, 'demo-password'), 'utf8').trim();
}

/** Real map data for trying; it does not belong to the project. */
export const SHARED_DATA = path.resolve('../shared/data');
export const hasSharedData = existsSync(path.join(SHARED_DATA, 'MANIFEST.md'));

const opened: BrowserContext[] = [];

/** A walk whose browsers are closed after it: a page left open goes on drawing and listening beside all that follow. */
export const test = base.extend<{ leave: void }>({
	leave: [
		// eslint-disable-next-line no-empty-pattern -- the first parameter names what is needed; nothing is
		async ({}, use) => {
			await use();
			await Promise.all(opened.splice(0).map((context) => context.close()));
		},
		{ auto: true }
	]
});

export interface Look {
	locale?: 'ar' | 'en';
	theme?: 'light' | 'dark';
	width?: number;
	height?: number;
}

/** A browser of its own, in a language and a theme. */
export async function newPerson(
	browser: Browser,
	look: Look = {}
): Promise<{ context: BrowserContext; page: Page }> {
	const { locale = 'ar', theme = 'light', width = 1440, height = 900 } = look;
	const context = await browser.newContext({
		viewport: { width, height },
		locale: 'ar-EG',
		timezoneId: 'Africa/Cairo'
	});
	opened.push(context);
	await context.addCookies([
		{ name: 'PARAGLIDE_LOCALE', value: locale, url: BASE },
		{ name: 'diwan_theme', value: theme, url: BASE }
	]);
	const page = await context.newPage();
	const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
	const alive = async (response: Awaited<ReturnType<Page['goto']>>) => {
		if (response?.headers()['content-type']?.startsWith('text/html')) await comeToLife(page);
		return response;
	};
	page.goto = async (...asked) => alive(await goto(...asked));
	page.reload = async (...asked) => alive(await reload(...asked));
	return { context, page };
}

/** A page that is drawn but does not listen yet loses every press. */
async function comeToLife(page: Page): Promise<void> {
	await page.locator('html[data-live]').waitFor({ state: 'attached' });
}

/** Signs in on the login page like a person, and ends where `next` says. */
export async function signInByForm(page: Page, username: string, next = '/map'): Promise<void> {
	await page.goto(`/login?next=${encodeURIComponent(next)}`);
	await page.locator('input[name="username"]').fill(username);
	await page.locator('input[name="password"]').fill(demoPassword());
	await page.locator('form button[type="submit"]').first().click();
	await page.waitForURL((url) => url.pathname === next.split(/[?#]/)[0]);
	await comeToLife(page);
}

/** Opens a page as somebody who has signed in before: the login page is walked once, not before every walk. */
export async function signIn(page: Page, username: string, next = '/map'): Promise<void> {
	await page.context().addCookies((await sessionOf(username)).cookies);
	await page.goto(next);
	await page.waitForURL((url) => url.pathname === next.split(/[?#]/)[0]);
	await comeToLife(page);
}

/** The API as a signed-in person, without a browser. */
export async function apiAs(username?: string): Promise<APIRequestContext> {
	const context = { baseURL: BASE, extraHTTPHeaders: { origin: BASE } };
	if (!username) return request.newContext(context);
	return request.newContext({ ...context, storageState: await sessionOf(username) });
}

type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;
const sessions = new Map<string, Promise<Session>>();

/** One session for all walks of a person, as long as it lives: a password is made to take long. */
async function sessionOf(username: string): Promise<Session> {
	const kept = await sessions.get(username);
	if (kept) {
		const api = await request.newContext({ baseURL: BASE, storageState: kept });
		const alive = (await api.get('/api/v1/session')).ok();
		await api.dispose();
		if (alive) return kept;
	}
	const begun = beginSession(username);
	sessions.set(username, begun);
	begun.catch(() => sessions.delete(username));
	return begun;
}

async function beginSession(username: string): Promise<Session> {
	const api = await request.newContext({ baseURL: BASE, extraHTTPHeaders: { origin: BASE } });
	const response = await api.post('/api/v1/session', { data: { username, password: demoPassword() } });
	expect(response.status(), await response.text()).toBeLessThan(300);
	const session = await api.storageState();
	await api.dispose();
	return session;
}
