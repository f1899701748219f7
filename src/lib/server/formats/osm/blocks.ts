import { inflate } from 'node:zlib';
import { promisify } from 'node:util';
import { ByteCursor } from '../io/byte-cursor.ts';
import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import { StrictPbf } from './strict-pbf.ts';

const inflated = promisify(inflate);

/** The format's own limits: header of a block, block unpacked (bytes). */
const HEADER = 64 * 1024;
const BLOCK = 32 * 2 ** 20;

/** What a reader must know to read a file rightly; others are refused. */
const FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/** The unpacked data blocks of an OpenStreetMap `.pbf`, one at a time. */
export async function* osmBlocks(source: ByteSource): AsyncGenerator<Uint8Array, void> {
	const cursor = new ByteCursor(source);
	try {
		for (;;) {
			const size = await cursor.take(4);
			if (size === undefined) return;
			const length = size.getUint32(0);
			if (length > HEADER) refuse('file_unreadable', { reason: 'pbf_header' });
			const { type, dataSize } = blobHeader(bytes(await cursor.need(length)));
			if (dataSize > BLOCK) refuse('file_bomb', { bytes: dataSize });
			const data = await unpacked(bytes(await cursor.need(dataSize)));
			if (type === 'OSMData') yield data;
			else if (type === 'OSMHeader') checkHeader(data);
		}
	} finally {
		await cursor.close();
	}
}

function blobHeader(data: Uint8Array): { type: string; dataSize: number } {
	return damagedUnless(() => {
		const pbf = new StrictPbf(data);
		let type = '';
		let dataSize = -1;
		pbf.each((tag) => {
			if (tag === 1) type = pbf.readString();
			else if (tag === 3) dataSize = pbf.readVarint();
		});
		if (dataSize < 0) throw new RangeError('datasize');
		return { type, dataSize };
	});
}

async function unpacked(blob: Uint8Array): Promise<Uint8Array> {
	const { raw, packed, claimed, other } = damagedUnless(() => {
		const pbf = new StrictPbf(blob);
		const found: { raw?: Uint8Array; packed?: Uint8Array; claimed: number; other: boolean } = {
			claimed: 0,
			other: false
		};
		pbf.each((tag) => {
			if (tag === 1) found.raw = pbf.readBytes();
			else if (tag === 2) found.claimed = pbf.readVarint();
			else if (tag === 3) found.packed = pbf.readBytes();
			else if (tag > 3) found.other = true;
		});
		return found;
	});
	if (raw) return raw;
	if (packed === undefined) refuse('file_unreadable', { reason: other ? 'compression' : 'pbf_blob' });
	if (claimed > BLOCK) refuse('file_bomb', { bytes: claimed });
	try {
		const data = await inflated(packed, { maxOutputLength: BLOCK });
		if (claimed !== 0 && data.length !== claimed) throw new RangeError('raw_size');
		return data;
	} catch (error) {
		if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') refuse('file_bomb', { bytes: BLOCK });
		refuse('file_unreadable', { reason: 'pbf_blob' }, error);
	}
}

function checkHeader(data: Uint8Array): void {
	damagedUnless(() => {
		const pbf = new StrictPbf(data);
		pbf.each((tag) => {
			if (tag !== 4) return;
			const feature = pbf.readString();
			if (!FEATURES.has(feature)) refuse('file_unknown_format', { format: `osm ${feature.slice(0, 40)}` });
		});
	});
}

/** Runs a decoder; running over the end of its bytes is a damaged file. */
export function damagedUnless<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (error instanceof Error && error.name === 'DomainError') throw error;
		refuse('file_unreadable', { reason: 'pbf' }, error);
	}
}

function bytes(view: DataView): Uint8Array {
	return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
