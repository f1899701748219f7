/** Why a chosen file cannot be taken. */
export interface RefusedFile {
	name: string;
	reason: 'kind' | 'size';
}

/**
 * Parts chosen files into those to take and those refused. `accept` lists endings ('.zip', '.osm.pbf'); empty means
 * any. `maxBytes` is the largest size of one file.
 */
export function sortFiles<F extends { name: string; size: number }>(
	files: readonly F[],
	accept: readonly string[],
	maxBytes: number
): { taken: F[]; refused: RefusedFile[] } {
	const taken: F[] = [];
	const refused: RefusedFile[] = [];
	for (const file of files) {
		const known = accept.length === 0 || accept.some((ending) => file.name.toLowerCase().endsWith(ending));
		if (!known) refused.push({ name: file.name, reason: 'kind' });
		else if (file.size > maxBytes) refused.push({ name: file.name, reason: 'size' });
		else taken.push(file);
	}
	return { taken, refused };
}

/** A size as people read it: the figure and its unit's message key. */
export function humanSize(bytes: number): { figure: number; unit: 'kb' | 'mb' | 'gb' } {
	if (bytes >= 1e9) return { figure: Math.round(bytes / 1e8) / 10, unit: 'gb' };
	if (bytes >= 1e6) return { figure: Math.round(bytes / 1e5) / 10, unit: 'mb' };
	return { figure: Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1e3)), unit: 'kb' };
}
