import type http from 'node:http';

/**
 * An address whose escapes are no text (`/verify/%00%FF`, as a torn or foreign code is scanned) taken letter by letter as
 * it stands: it leads where nothing is, and is told so like every other such address, on a page or as a problem.
 */
export function readable(address: string): string {
	const [path = '', ...rest] = address.split('?');
	try {
		decodeURI(path);
		return address;
	} catch {
		return [path.replaceAll('%', '%25'), ...rest].join('?');
	}
}

/** Whether a browser was sent on to an address that its own script can read as well; others are answered at once. */
export function ledOn(req: http.IncomingMessage, res: http.ServerResponse): boolean {
	const address = readable(req.url ?? '');
	if (address === req.url) return false;
	const shows = req.method === 'GET' && req.headers.accept?.includes('text/html');
	// Two slashes would be another house.
	if (shows) res.writeHead(302, { location: address.replace(/^[/\\]+/, '/') }).end();
	else req.url = address;
	return !!shows;
}
