import { fromFdPromise, getFileNameLowLevel, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { closeSync, openSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { isDomainError } from '#lib/kernel/errors.ts';
import { refuse } from '../refuse.ts';
import { decoderFor } from '../text/decoders.ts';
import type { ReadLimits } from '../types.ts';
import type { ByteSource } from './bytes.ts';

export interface Archive {
	/** Plain files only, in the archive's order. */
	members: ByteSource[];
	close(): void;
}

const SYMLINK = 0o120000;
const SMALL = 32 * 2 ** 20;

/**
 * Opens a zip and looks at all its claims before a byte is unpacked: number of members, names that leave the
 * folder, links, locks, total size and ratio. While a member is read, the same limits hold for what really comes.
 */
export async function openZip(path: string, limits: ReadLimits): Promise<Archive> {
	const fd = openSync(path, 'r');
	try {
		const zip = await fromFdPromise(fd, { decodeStrings: false, autoClose: false });
		const members: ByteSource[] = [];
		let unpacked = 0;
		if (zip.entryCount > limits.entries) refuse('file_bomb', { entries: zip.entryCount });
		for await (const entry of zip.eachEntry()) {
			const name = nameOf(entry);
			const unsafe = validateFileName(name) !== null || name.includes('\0');
			const link = ((entry.externalFileAttributes >>> 16) & 0o170000) === SYMLINK;
			if (unsafe || link) refuse('file_unsafe_path', { name: name.slice(0, 100) });
			unpacked += entry.uncompressedSize;
			if (unpacked > limits.unpackedBytes) refuse('file_bomb', { bytes: unpacked });
			checkRatio(entry.uncompressedSize, entry.compressedSize, limits);
			if (!name.endsWith('/')) members.push(member(zip, entry, name, limits));
		}
		return { members, close: () => zip.close() };
	} catch (error) {
		closeSync(fd);
		if (isDomainError(error)) throw error;
		refuse('file_unreadable', { reason: 'zip' }, error);
	}
}

function member(zip: ZipFile, entry: Entry, name: string, limits: ReadLimits): ByteSource {
	return {
		name,
		size: entry.uncompressedSize,
		async *chunks() {
			if (entry.isEncrypted()) refuse('file_locked', { name });
			if (!entry.canDecodeFileData()) refuse('file_unreadable', { reason: 'compression', name });
			let have = 0;
			try {
				const stream = await zip.openReadStreamPromise(entry);
				for await (const chunk of stream as AsyncIterable<Buffer>) {
					have += chunk.length;
					if (have > limits.unpackedBytes) refuse('file_bomb', { bytes: have });
					checkRatio(have, entry.compressedSize, limits);
					yield chunk;
				}
			} catch (error) {
				if (isDomainError(error)) throw error;
				refuse('file_unreadable', { reason: 'zip', name }, error);
			}
		}
	};
}

function checkRatio(unpacked: number, packed: number, limits: ReadLimits): void {
	if (unpacked > SMALL && unpacked / Math.max(packed, 1) > limits.ratio)
		refuse('file_bomb', { ratio: Math.round(unpacked / Math.max(packed, 1)) });
}

/** Windows writes Arabic member names in the DOS page without saying so; the standard's cp437 would garble them. */
function nameOf(entry: Entry): string {
	const standard = getFileNameLowLevel(
		entry.generalPurposeBitFlag,
		entry.fileNameRaw,
		entry.extraFields,
		false
	);
	const marked = (entry.generalPurposeBitFlag & 0x800) !== 0;
	if (marked || !/[\u0080-\uffff]/.test(standard)) return standard;
	const label = isUtf8(entry.fileNameRaw) ? 'utf-8' : 'cp720';
	return decoderFor(label)(entry.fileNameRaw).replaceAll('\\', '/');
}
