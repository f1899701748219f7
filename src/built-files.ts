import { readdirSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Front } from './front.ts';

const BUILT = /^_app\//;
/** Beside a file lie its compressed twins. */
const TWINS = ['.br', '.gz'];

/**
 * Files of the pages that are not there any more are told as such. A later build into the same folder takes away what
 * the running pages still list, and to read one of those would end the process; where only a compressed twin is gone,
 * the file itself is sent.
 * @param folder what the pages were built into, with `_app` in it.
 */
export function builtFiles(folder: string): Front {
	const listed = new Set(
		readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll(path.sep, '/'))
	);
	const isThere = (name: string) =>
		access(path.join(folder, name)).then(
			() => true,
			() => false
		);
	return (req, res, next) => {
		const name = nameOf(req.url ?? '');
		if (name === null || (!listed.has(name) && !BUILT.test(name))) return next();
		const twins = TWINS.map((end) => name + end).filter((twin) => listed.has(twin));
		void Promise.all([name, ...twins].map(isThere)).then(([there, ...compressed]) => {
			if (!there) return res.writeHead(404, { 'cache-control': 'no-store' }).end();
			if (compressed.includes(false)) delete req.headers['accept-encoding'];
			next();
		});
	};
}

/** What of the folder an address names; null when it names nothing there. */
function nameOf(url: string): string | null {
	const address = url.split('?')[0]!.slice(1);
	try {
		const name = decodeURIComponent(address);
		return name === '' || name.split(/[/\\]/).includes('..') || name.includes('\0') ? null : name;
	} catch {
		return null;
	}
}
