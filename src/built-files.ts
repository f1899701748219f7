import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Front } from './front.ts';

const BUILT = /^\/_app\/([\w./-]+)/;

/**
 * Files of the pages that are not there any more are told as such. A later build into the same folder takes away what
 * the running pages still list, and to read one of those would end the process.
 * @param folder what the pages were built into, with `_app` in it.
 */
export function builtFiles(folder: string): Front {
	return (req, res, next) => {
		const name = BUILT.exec(req.url ?? '')?.[1];
		if (name === undefined || name.includes('..')) return next();
		access(path.join(folder, '_app', name)).then(next, () =>
			res.writeHead(404, { 'cache-control': 'no-store' }).end()
		);
	};
}
