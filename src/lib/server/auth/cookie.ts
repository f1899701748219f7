export const SESSION_COOKIE = 'diwan_session';

/**
 * How the session's cookie is set. It has no age: it ends with the browser, and the server ends it earlier. A
 * script cannot read it, and another site's form cannot send it.
 */
export function sessionCookie(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}

/** The session's token in a raw Cookie header, for requests answered in front of SvelteKit. */
export function tokenOfCookies(header: string | undefined): string | undefined {
	if (!header) return undefined;
	const start = header.startsWith(`${SESSION_COOKIE}=`) ? 0 : header.indexOf(`; ${SESSION_COOKIE}=`) + 2;
	if (start === 1) return undefined;
	const value = header.slice(start + SESSION_COOKIE.length + 1);
	const end = value.indexOf(';');
	return (end < 0 ? value : value.slice(0, end)).trim() || undefined;
}
