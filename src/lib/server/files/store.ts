import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '../context.ts';
import { mediaTypeOf, type MediaType } from './media-type.ts';

/** The largest file that is kept, in bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024;
/** The same of drawings and papers of a permit's file. */
export const DOCUMENT_LIMIT = 25 * 1024 * 1024;

export interface StoredFile {
	sha256: string;
	media_type: MediaType;
	bytes: number;
}

/**
 * Keeps a file by its content, under its own hash in the data folder: the same file twice is kept once. On disk
 * before it is on record, so that what is on record can be read.
 * @throws DomainError `too_large`, `file_unknown_format`.
 */
export async function keepFile(ctx: Ctx, content: Uint8Array, limit = FILE_LIMIT): Promise<StoredFile> {
	const file = await layFile(ctx, content, limit);
	await ctx.transaction((tx) => recordFile(ctx, tx.db, file), { often: true });
	return file;
}

/** The same on disk alone, for a statement that puts it on record with what it belongs to. */
export async function layFile(ctx: Ctx, content: Uint8Array, limit = FILE_LIMIT): Promise<StoredFile> {
	if (content.byteLength > limit) throw new DomainError('too_large');
	const media_type = mediaTypeOf(content);
	if (!media_type) throw new DomainError('file_unknown_format');
	const sha256 = createHash('sha256').update(content).digest('hex');
	const file = { sha256, media_type, bytes: content.byteLength };
	await writeOnce(placeOf(ctx, sha256), content);
	return file;
}

async function recordFile(ctx: Ctx, db: Tx['db'], file: StoredFile): Promise<void> {
	await db
		.insertInto('stored_file')
		.values({ ...file, created_at: ctx.now(), created_by: ctx.actor.personId })
		.onConflict((c) => c.doNothing())
		.execute();
}

/** A kept file and its content. @throws DomainError `not_found` */
export async function readStored(ctx: Ctx, sha256: string): Promise<StoredFile & { content: Uint8Array }> {
	const row = await ctx.read((db) =>
		db
			.selectFrom('stored_file')
			.select(['sha256', 'media_type', 'bytes'])
			.where('sha256', '=', sha256)
			.executeTakeFirst()
	);
	if (!row) throw new DomainError('not_found');
	const content = await readFile(placeOf(ctx, row.sha256)).catch(() => null);
	if (!content) throw new DomainError('not_found');
	return { ...row, media_type: row.media_type as MediaType, content };
}

function placeOf({ platform }: Ctx, sha256: string): string {
	return path.join(platform.config.dataDir, 'files', sha256.slice(0, 2), sha256);
}

/** Whole or not at all: written beside its place, flushed, then moved there. */
async function writeOnce(place: string, content: Uint8Array): Promise<void> {
	const there = await stat(place).catch(() => null);
	if (there?.size === content.byteLength) return;
	await mkdir(path.dirname(place), { recursive: true });
	const beside = `${place}.${randomBytes(6).toString('hex')}`;
	const handle = await open(beside, 'wx', 0o600);
	try {
		await handle.writeFile(content);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(beside, place);
}
