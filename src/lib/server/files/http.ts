import { DomainError } from '#lib/kernel/errors.ts';
import { EXTENSION } from './media-type.ts';
import { FILE_LIMIT, type StoredFile } from './store.ts';

/** So much beyond a limit is still read, and thrown away: who is cut off while sending is not told why. Bytes. */
const READ_ON = 64 * 1024 * 1024;

/** The bytes of a request; of what is larger than a kept file may be none is kept. @throws `too_large` */
export async function readBytes(request: Request, limit = FILE_LIMIT): Promise<Uint8Array<ArrayBuffer>> {
	if (Number(request.headers.get('content-length') ?? 0) > limit + READ_ON)
		throw new DomainError('too_large');
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
		size += part.byteLength;
		if (size <= limit) parts.push(part);
		else parts.length = 0;
		if (size > limit + READ_ON) break;
	}
	if (size > limit) throw new DomainError('too_large');
	return Buffer.concat(parts);
}

/** The parts of a form with files. @throws DomainError `unsupported_media_type`, `too_large`, `bad_request`. */
export async function readForm(request: Request, limit = FILE_LIMIT): Promise<FormData> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^multipart\/form-data\b/i.test(type))
		throw new DomainError('unsupported_media_type', { params: { type: type.slice(0, 100) } });
	const bytes = await readBytes(request, limit + FORM_EXTRA);
	return new Response(bytes, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
		throw new DomainError('bad_request', { params: { reason: 'form' }, cause });
	});
}

/** Bytes of a form around its file: boundaries, names, the other parts. */
const FORM_EXTRA = 256 * 1024;

/**
 * A kept file as an answer: a stranger's, so given to be saved, never shown or run by the browser itself (a page still
 * draws a picture of it); never changed, so kept for ever.
 * @param name under which it is saved; its hash when absent.
 */
export function fileResponse(
	{ content, media_type, sha256 }: StoredFile & { content: Uint8Array },
	name?: string
): Response {
	return new Response(Buffer.from(content), {
		headers: {
			'content-type': media_type,
			'content-length': String(content.byteLength),
			'content-disposition': `attachment; ${nameParts(name, `${sha256.slice(0, 12)}.${EXTENSION[media_type]}`)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, max-age=31536000, immutable',
			etag: `"${sha256}"`
		}
	});
}

/** The name in letters that every program reads, and as it is. */
function nameParts(name: string | undefined, plain: string): string {
	if (name === undefined) return `filename="${plain}"`;
	const encoded = encodeURIComponent(name.toWellFormed()).replace(
		/['()*]/g,
		(c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
