/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/**
 * Keeps what an inspector needs in a street without a network: the pages of the application and the inspection pages
 * opened last, on this device; and for whoever once judged a permit the page that judges the next one by its own code.
 * Only those who open such a page have it. With a network nothing is answered
 * from here but files whose names change with their content; what is personal goes with the sign-out.
 */
import { NO_CODE } from '#lib/modules/excavation/rules/permit/verdict.ts';
import { build, files, version } from '$service-worker';
import { m } from '#lib/paraglide/messages.js';

const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL = `diwan-shell-${version}`;
const PAGES = 'diwan-pages';
const MOST_PAGES = 30;
const FILES = new Set([...build, ...files]);
const SITES = '/permits/inspections';
const INSPECT = /^\/(excavation\/[^/]+\/inspect|permits\/inspections)$/;
/** The page that judges papers, and its files: nothing of any person or paper. */
const PAPER = `diwan-paper-${version}`;
const PAPER_PAGE = `/verify/${NO_CODE}`;
/** Of permits to dig, whose codes have a dot; what a certificate is worth only the register knows. */
const VERIFY = /^\/verify\/[^/]+\.[^/]+$/;
const DATA = '/__data.json';
/** Goes up when the pages are given up, so that what is under way does not bring them back. */
let era = 0;
/** The paper page is being kept anew: for a moment neither the old nor the new one is there. */
let keeping: Promise<void> = Promise.resolve();

worker.addEventListener('install', (event) => {
	event.waitUntil(
		caches.keys().then(async (names) => {
			if (names.some((name) => name.startsWith('diwan-shell-'))) await keepShell();
			if (names.some((name) => name.startsWith('diwan-paper-'))) await keepPaperPage().catch(() => undefined);
			await worker.skipWaiting();
		})
	);
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(
		caches.keys().then(async (names) => {
			const old = names.filter((name) => name.startsWith('diwan-shell-') && name !== SHELL);
			// Kept pages name the files of the version they came from.
			if (old.length) for (const path of await keptPaths()) await keepPage(path).catch(() => undefined);
			const papers = names.filter((name) => name.startsWith('diwan-paper-') && name !== PAPER);
			if (await caches.has(PAPER)) old.push(...papers);
			await Promise.all(old.map((name) => caches.delete(name)));
			await worker.clients.claim();
		})
	);
});

worker.addEventListener('message', (event) => {
	const path = (event.data as { keep?: unknown } | null)?.keep;
	if (typeof path !== 'string' || !(INSPECT.test(path) || path === PAPER_PAGE)) return;
	// Who inspects judges papers too.
	const paper = keepPaperPage();
	const kept = path === PAPER_PAGE ? [paper] : [keepShell(), keepPage(path), paper.catch(() => undefined)];
	event.waitUntil(
		Promise.all(kept).then(
			() => event.ports[0]?.postMessage('kept'),
			() => event.ports[0]?.postMessage('failed')
		)
	);
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== worker.location.origin) return;
	if (request.method !== 'GET') {
		// Whoever leaves or comes leaves nothing of the one before; whoever was not let out keeps it.
		if (url.pathname === '/logout') event.respondWith(signedOut(request));
		else if (/^\/(login|api\/v1\/session)$/.test(url.pathname)) event.waitUntil(forget());
		return;
	}
	if (FILES.has(url.pathname)) event.respondWith(fileFirst(request, url.pathname));
	else if (request.mode === 'navigate') event.respondWith(pageOr(request, url.pathname));
	else if (url.pathname.endsWith(DATA) && INSPECT.test(url.pathname.slice(0, -DATA.length)))
		event.respondWith(fetch(request).catch(() => keptOr(url.pathname, () => Response.error())));
});

async function signedOut(request: Request): Promise<Response> {
	const answer = await fetch(request);
	await forget();
	return answer;
}

async function fileFirst(request: Request, path: string): Promise<Response> {
	for (const name of [SHELL, PAPER])
		if (await caches.has(name)) {
			const kept = await (await caches.open(name)).match(path);
			if (kept) return kept;
		}
	return fetch(request);
}

/** From the network; only when it is not reached, the page as it was kept. */
async function pageOr(request: Request, path: string): Promise<Response> {
	try {
		const answer = await fetch(request);
		// Whoever is asked to sign in is nobody, or somebody else.
		if (path === '/login') await forget();
		return answer;
	} catch {
		return (VERIFY.test(path) ? await paperPage() : undefined) ?? keptOr(path, offline);
	}
}

async function paperPage(): Promise<Response | undefined> {
	await keeping.catch(() => undefined);
	return caches.match(PAPER_PAGE);
}

async function keptOr(path: string, otherwise: () => Response | Promise<Response>): Promise<Response> {
	const kept = (await caches.has(PAGES)) ? await (await caches.open(PAGES)).match(path) : undefined;
	return kept ?? otherwise();
}

/** Everything the application is made of, once for each version. */
async function keepShell(): Promise<void> {
	const cache = await caches.open(SHELL);
	const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
	const missing = [...FILES].filter((path) => !there.has(path));
	if (missing.length) await cache.addAll(missing);
}

/** The page that judges papers as nobody in particular sees it, with the files it names. */
function keepPaperPage(): Promise<void> {
	return (keeping = fetchPaperPage());
}

async function fetchPaperPage(): Promise<void> {
	// The same address answers programs as well.
	const headers = { accept: 'text/html' };
	const answer = await fetch(PAPER_PAGE, { headers, credentials: 'omit', cache: 'no-store' });
	if (answer.status !== 200) return;
	// Whole before it is put: one that breaks off leaves the old page where it is.
	const page = new Response(await answer.text(), answer);
	const named = `${answer.headers.get('link') ?? ''} ${await page.clone().text()}`;
	const paths = [...named.matchAll(/_app\/immutable\/[\w./-]+/g)].map(([path]) => `/${path}`);
	const cache = await caches.open(PAPER);
	const missing = [...new Set(paths)].filter((path) => FILES.has(path));
	for (const path of missing) if (!(await cache.match(path))) await cache.add(path);
	await cache.put(PAPER_PAGE, page);
}

/** The page and its data as the person in front sees them now; what they may no longer see is dropped. */
async function keepPage(path: string): Promise<void> {
	const began = era;
	const answers = await Promise.all(
		[path, path + DATA].map((address) => fetch(address, { redirect: 'manual', cache: 'no-store' }))
	);
	if (began !== era) return;
	const cache = await caches.open(PAGES);
	for (const [i, answer] of answers.entries()) {
		const address = i === 0 ? path : path + DATA;
		await cache.delete(address);
		if (answers[0]!.status === 200 && answer.status === 200) await cache.put(address, answer);
	}
	for (const old of (await keptPaths()).slice(0, -MOST_PAGES))
		for (const address of [old, old + DATA]) await cache.delete(address);
	if (began !== era) await caches.delete(PAGES);
}

/** The kept pages, the one kept longest ago first. */
async function keptPaths(): Promise<string[]> {
	if (!(await caches.has(PAGES))) return [];
	const keys = await (await caches.open(PAGES)).keys();
	return keys.map((request) => new URL(request.url).pathname).filter((path) => INSPECT.test(path));
}

async function forget(): Promise<void> {
	era++;
	await caches.delete(PAGES);
}

/** A page that is not here: says so, and leads to those that are. */
async function offline(): Promise<Response> {
	const paths = await keptPaths();
	if (paths.length === 0) return Response.error();
	const item = (path: string) => {
		if (path === SITES)
			return `<li><a href="${SITES}">${m.permits_inspections({}, { locale: 'ar' })}</a></li>`;
		const reference = path.split('/')[2] ?? '';
		return `<li><a href="${encodeURI(path)}"><bdi dir="ltr">${reference.replace(/[^\w-]/g, '')}</bdi></a></li>`;
	};
	const words = (locale: 'ar' | 'en') => `<section lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">
<h1>${m.offline_title({}, { locale })}</h1><p>${m.offline_kept({}, { locale })}</p></section>`;
	const body = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${m.offline_title({}, { locale: 'ar' })}</title>
<style>body{font:16px/1.7 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.2rem;margin-bottom:0}a{color:#0d6e6e}</style>
${words('ar')}<ul>${paths.reverse().map(item).join('')}</ul>${words('en')}</html>`;
	return new Response(body, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
