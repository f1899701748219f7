import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

/** Bytes that can be read from the start as often as wanted: a file, or a member of an archive. */
export interface ByteSource {
	/** For recognising a format and naming a layer; never used as a path. */
	name: string;
	size: number;
	/** Present when the bytes are a file of their own. */
	path?: string;
	chunks(): AsyncIterable<Uint8Array>;
}

const CHUNK = 128 * 1024;

/** A file on disk; refuses what is missing, empty, not a plain file, or above the size limit. */
export async function fileSource(path: string, limits: ReadLimits): Promise<ByteSource> {
	const info = await stat(path).catch((cause: unknown) =>
		refuse('not_found', { file: basename(path) }, cause)
	);
	if (!info.isFile()) refuse('file_unreadable', { reason: 'not_a_file' });
	if (info.size === 0) refuse('file_unreadable', { reason: 'empty' });
	if (info.size > limits.fileBytes) refuse('too_large', { limit: limits.fileBytes });
	return {
		name: basename(path),
		size: info.size,
		path,
		chunks: () => createReadStream(path, { highWaterMark: CHUNK })
	};
}

/** The first `length` bytes, fewer when there are no more. */
export async function head(source: ByteSource, length: number): Promise<Uint8Array> {
	if (source.path) {
		const file = await open(source.path, 'r');
		try {
			const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(length, source.size)));
			return buffer.subarray(0, bytesRead);
		} finally {
			await file.close();
		}
	}
	const parts: Uint8Array[] = [];
	let have = 0;
	for await (const chunk of source.chunks()) {
		parts.push(chunk);
		have += chunk.length;
		if (have >= length) break;
	}
	return Buffer.concat(parts).subarray(0, length);
}

/** The whole content; refuses above `limit` bytes. */
export async function readAll(source: ByteSource, limit: number): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	let have = 0;
	for await (const chunk of source.chunks()) {
		have += chunk.length;
		if (have > limit) refuse('too_large', { limit });
		parts.push(chunk);
	}
	return Buffer.concat(parts);
}
