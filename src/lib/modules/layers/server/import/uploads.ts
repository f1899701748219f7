import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { DomainError } from '#lib/kernel/errors.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demandImporter } from './targets.ts';

/** A file that a person sent and has not yet imported. */
export interface Upload {
	id: string;
	/** What the person calls it; never a path of ours. */
	name: string;
	/** Where it lies, under a name of our own. */
	path: string;
	/** A table that came beside it. */
	sheet?: { path: string; name: string };
}

interface Meta {
	person: string;
	name: string;
	sheet?: string;
}

/** Files of a shapefile keep their endings, because they are found by them. */
const PART = /\.(shp|shx|dbf|prj|cpg)$/i;
/** What can lie beside a file of shapes to tell more of them. */
const SHEET = /\.(xlsx|xlsm|csv|tsv|txt)$/i;
const SHEET_FILE = 'sheet.bin';
const ID = /^[0-9a-f-]{36}$/;
const KEPT_MS = 24 * 3600 * 1000;

/**
 * Takes a file in, streaming, up to the configured size; with `into` as a further part of an upload (a shapefile
 * comes in several, a file of shapes with a sheet). What was forgotten for a day is removed on the way.
 * @throws DomainError `forbidden`, `too_large`, `not_found`, `file_unreadable` for an empty body.
 */
export async function receiveUpload(
	ctx: Ctx,
	name: string,
	body: ReadableStream<Uint8Array> | null,
	into?: string
): Promise<Upload & { bytes: number }> {
	demandImporter(ctx);
	if (body === null) throw new DomainError('file_unreadable', { params: { reason: 'empty' } });
	await sweep(ctx);
	const folder = into === undefined ? await newFolder(ctx, name) : (await find(ctx, into)).folder;
	const sheet = into !== undefined && SHEET.test(name);
	const file = path.join(folder, sheet ? SHEET_FILE : `data${PART.exec(name)?.[0].toLowerCase() ?? '.bin'}`);
	const limit = ctx.platform.config.DIWAN_UPLOAD_MB * 2 ** 20;
	let bytes = await sizeOf(folder);
	try {
		await pipeline(
			Readable.fromWeb(body as NodeStream<Uint8Array>),
			async function* (chunks: AsyncIterable<Uint8Array>) {
				for await (const chunk of chunks) {
					bytes += chunk.length;
					if (bytes > limit) throw new DomainError('too_large', { params: { limit } });
					yield chunk;
				}
			},
			createWriteStream(file, { mode: 0o600 })
		);
	} catch (error) {
		await rm(into === undefined ? folder : file, { recursive: true, force: true });
		throw error;
	}
	if (/\.shp$/i.test(name)) await writeMeta(ctx, folder, name);
	if (sheet) await writeMeta(ctx, folder, (await find(ctx, into)).meta.name, name);
	return { ...(await openUpload(ctx, path.basename(folder))), bytes };
}

/** An upload of the actor's own. @throws DomainError `forbidden`, `not_found`. */
export async function openUpload(ctx: Ctx, id: string): Promise<Upload> {
	const { folder, meta } = await find(ctx, id);
	const files = await readdir(folder);
	const main =
		['data.shp', 'data.bin'].find((name) => files.includes(name)) ?? files.find((f) => f.startsWith('data.'));
	return {
		id,
		name: meta.name,
		path: path.join(folder, main ?? 'data.bin'),
		...(meta.sheet === undefined ? {} : { sheet: { path: path.join(folder, SHEET_FILE), name: meta.sheet } })
	};
}

/** @throws DomainError `forbidden`, `not_found`. */
export async function dropUpload(ctx: Ctx, id: string): Promise<void> {
	await rm((await find(ctx, id)).folder, { recursive: true, force: true });
}

async function find(ctx: Ctx, id: string): Promise<{ folder: string; meta: Meta }> {
	demandImporter(ctx);
	const folder = path.join(root(ctx), id);
	const text = ID.test(id) ? await readFile(path.join(folder, 'meta.json'), 'utf8').catch(() => null) : null;
	const meta = text === null ? null : (JSON.parse(text) as Meta);
	// Somebody else's upload is not there for this actor.
	if (meta?.person !== personOf(ctx)) throw new DomainError('not_found', { params: { type: 'upload', id } });
	return { folder, meta };
}

async function newFolder(ctx: Ctx, name: string): Promise<string> {
	const folder = path.join(root(ctx), uuidv7());
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeMeta(ctx, folder, name);
	return folder;
}

async function writeMeta(ctx: Ctx, folder: string, name: string, sheet?: string): Promise<void> {
	const bare = (given: string) => given.replace(/^.*[\\/]/, '').slice(0, 200);
	const meta: Meta = {
		person: personOf(ctx),
		name: bare(name),
		...(sheet === undefined ? {} : { sheet: bare(sheet) })
	};
	await writeFile(path.join(folder, 'meta.json'), JSON.stringify(meta), { mode: 0o600 });
}

async function sweep(ctx: Ctx): Promise<void> {
	const all = await readdir(root(ctx)).catch(() => []);
	for (const id of all.filter((name) => ID.test(name))) {
		const folder = path.join(root(ctx), id);
		const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Infinity }));
		if (Date.now() - mtimeMs > KEPT_MS) await rm(folder, { recursive: true, force: true });
	}
}

async function sizeOf(folder: string): Promise<number> {
	const sizes = (await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function root({ platform }: Ctx): string {
	return path.join(platform.config.dataDir, 'uploads');
}

function personOf({ actor }: Ctx): string {
	return actor.personId ?? actor.kind;
}
