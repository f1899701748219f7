import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from './bytes.ts';

export interface TempFolder {
	path: string;
	remove(): Promise<void>;
}

/** A private folder; whoever asked for it removes it. */
export async function tempFolder(): Promise<TempFolder> {
	const path = await mkdtemp(join(tmpdir(), 'diwan-'));
	return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes a member of an archive to a file of our own naming (its own name is never used as a path). */
export async function unpack(source: ByteSource, folder: TempFolder, name: string): Promise<string> {
	const path = join(folder.path, name);
	await pipeline(source.chunks(), createWriteStream(path));
	return path;
}
