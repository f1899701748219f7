import { DomainError } from '#lib/kernel/errors.ts';
import { mediaTypeOf, type MediaType } from './media-type.ts';
import { demandPlainPdf } from './pdf.ts';
import { pictureSize } from './picture-size.ts';

/** Pixels of a picture: more than any camera or scanner of an office makes, less than fills a memory. */
const MOST_PIXELS = 120_000_000;
const LONGEST_SIDE = 30_000;
/** Where another program would begin to read the same bytes. */
const TAIL = 66_000;

/**
 * What a file is by its content, when it is only that.
 * @throws DomainError `document_type`, `file_two_in_one`, `picture_too_large`, `file_unreadable`, `file_truncated`,
 * `pdf_active`, `pdf_encrypted`, `pdf_hidden`, `file_bomb`.
 */
export function inspectContent(bytes: Uint8Array): MediaType {
	const type = mediaTypeOf(bytes);
	if (!type) throw new DomainError('document_type');
	demandOne(bytes, type);
	if (type === 'application/pdf') demandPlainPdf(bytes);
	else if (type !== 'image/vnd.dxf') demandSize(bytes, type);
	return type;
}

function demandSize(bytes: Uint8Array, type: MediaType): void {
	const size = pictureSize(bytes, type);
	if (!size || size.width < 1 || size.height < 1)
		throw new DomainError('file_unreadable', { params: { reason: 'picture' } });
	const { width, height } = size;
	if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE)
		throw new DomainError('picture_too_large', { params: { width, height } });
}

/** A file that another program reads as something else: an archive at its end, a page or a program inside. */
function demandOne(bytes: Uint8Array, type: MediaType): void {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const refuse = (what: string): never => {
		throw new DomainError('file_two_in_one', { params: { what } });
	};
	if (all.subarray(-TAIL).includes('PK\x05\x06', 0, 'latin1')) refuse('zip');
	if (type === 'image/png' && !endsWithIend(all)) refuse('png');
	if (type === 'image/webp' && all.length > 8 && all.readUInt32LE(4) + 8 + 1 < all.length) refuse('webp');
	if (type === 'application/pdf') {
		if (all.subarray(0, 1024).indexOf('\xff\xd8\xff', 0, 'latin1') >= 0) refuse('jpeg');
		if (MARKUP.test(all.subarray(0, 4096).toString('latin1'))) refuse('html');
		return;
	}
	if (type === 'image/vnd.dxf') {
		if (all.subarray(0, 65_536).includes(0)) refuse('binary');
		return;
	}
	if (all.includes('%PDF-', 0, 'latin1')) refuse('pdf');
	if (MARKUP.test(all.toString('latin1'))) refuse('html');
}

const MARKUP = /<(?:script|html|svg|iframe|!doctype html|\?php)[\s>/]/i;

/** Piece by piece to the last: a picture ends where it says. */
function endsWithIend(all: Buffer): boolean {
	let at = 8;
	while (at + 12 <= all.length) {
		const length = all.readUInt32BE(at);
		const kind = all.toString('latin1', at + 4, at + 8);
		at += 12 + length;
		if (kind === 'IEND') return at === all.length;
	}
	return false;
}
