/**
 * Where to go after signing in: a path of ours, or the fallback. Anything that a browser could read as another
 * site (`//evil`, `/\evil`, a scheme, control characters it drops) is not a path of ours.
 */
export function safeNext(next: string | null | undefined, fallback = '/'): string {
	if (!next || next.length > 2000 || !/^\/(?![/\\])/.test(next) || /[\s\\\p{Cc}]/u.test(next))
		return fallback;
	const home = 'http://diwan.invalid';
	let url: URL;
	try {
		url = new URL(next, home);
	} catch {
		return fallback;
	}
	if (url.origin !== home || /^\/(login|logout|auth)(\/|$)/.test(url.pathname)) return fallback;
	return url.pathname + url.search + url.hash;
}
