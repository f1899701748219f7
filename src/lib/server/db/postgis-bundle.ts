/**
 * PGlite unpacks and compiles everything in PostGIS's bundle at each start. Raster, topology and the geocoder are
 * two thirds of it and Diwan never loads them, so `npm run prepare` puts a bundle without them beside it: half the
 * time to start, 30 MB less of code in memory.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const UNUSED = /raster|topology|tiger|address_standardizer|--unpackaged|--ANY|\/contrib\//;
const BLOCK = 512;

const whole = fileURLToPath(new URL('./postgis.tar.gz', import.meta.resolve('@electric-sql/pglite-postgis')));
const slim = path.join(whole.slice(0, whole.lastIndexOf('@electric-sql')), '.cache/diwan/postgis.tar.gz');

/** The bundle to start with: the slim one when it was made from the installed package, else the whole. */
export function postgisBundle(): URL {
	const made = existsSync(slim) && statSync(slim).mtimeMs >= statSync(whole).mtimeMs;
	return pathToFileURL(made ? slim : whole);
}

/** Makes the slim bundle; a start at the same moment sees the whole one or the finished slim one. */
export function makeSlimBundle(): void {
	const bytes = gzipSync(without(gunzipSync(readFileSync(whole)), UNUSED));
	mkdirSync(path.dirname(slim), { recursive: true });
	writeFileSync(`${slim}.${process.pid}`, bytes);
	renameSync(`${slim}.${process.pid}`, slim);
}

/**
 * A tar archive without the entries whose name matches. Only names of up to 100 characters are known.
 * @throws Error on an entry that is neither file, link nor folder.
 */
export function without(tar: Buffer, unwanted: RegExp): Buffer {
	const kept: Buffer[] = [];
	for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
		const kind = text(tar, at + 156, 1);
		if (!/^[025]$/.test(kind)) throw new Error(`an entry of kind ${kind} in the bundle`);
		const name = text(tar, at, 100);
		const size = parseInt(text(tar, at + 124, 12), 8);
		const next = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
		if (!unwanted.test(name)) kept.push(tar.subarray(at, next));
		at = next;
	}
	return Buffer.concat([...kept, Buffer.alloc(2 * BLOCK)]);
}

function text(tar: Buffer, from: number, length: number): string {
	const field = tar.subarray(from, from + length);
	const end = field.indexOf(0);
	return field.toString('utf8', 0, end < 0 ? length : end);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makeSlimBundle();
