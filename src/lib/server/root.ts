import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installation's folder, found from the running file: a source file or a built chunk. */
export const ROOT = findRoot(path.dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
	if (existsSync(path.join(folder, 'migrations')) && existsSync(path.join(folder, 'package.json')))
		return folder;
	const parent = path.dirname(folder);
	if (parent === folder) throw new Error('the installation has no migrations folder beside its package.json');
	return findRoot(parent);
}
