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
