const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True for a writing request that another site may have caused in a browser that carries our cookie. SvelteKit
 * checks forms only; JSON relies on the same check here. Requests without our cookie prove themselves otherwise.
 */
export function crossSite(request: Request, url: URL, hasSession: boolean): boolean {
	if (SAFE.has(request.method)) return false;
	const origin = request.headers.get('origin');
	if (origin !== null) return origin !== url.origin;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null) return site !== 'same-origin' && site !== 'none';
	// No browser sends a cookie across origins without naming its origin; a script with our cookie must say it.
	return hasSession;
}
