import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileSource, type ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';
import type { ShapefileParts } from './reader.ts';

/** The parts that lie beside a `.shp` on disk, in whatever case their names are written. */
export async function siblingParts(shp: ByteSource, limits: ReadLimits): Promise<ShapefileParts> {
	const folder = dirname(shp.path ?? '.');
	const stem = stemOf(shp.name);
	const files = (await readdir(folder)).filter((name) => stemOf(name) === stem);
	const part = async (extension: string): Promise<ByteSource | undefined> => {
		const name = files.find((file) => file.toLowerCase().endsWith(`.${extension}`));
		return name === undefined ? undefined : fileSource(join(folder, name), limits);
	};
	return partsFrom(shp, await part('dbf'), await part('prj'), await part('cpg'));
}

/** A shapefile from its parts; without attributes it is refused, so that nobody imports nameless shapes unawares. */
export function partsFrom(
	shp: ByteSource,
	dbf: ByteSource | undefined,
	prj: ByteSource | undefined,
	cpg: ByteSource | undefined
): ShapefileParts {
	if (dbf === undefined) refuse('file_missing_part', { part: '.dbf' });
	return { shp, dbf, ...(prj ? { prj } : {}), ...(cpg ? { cpg } : {}) };
}

export function stemOf(name: string): string {
	return name.toLowerCase().replace(/\.[^./]*$/, '');
}
