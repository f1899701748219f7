import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '../context.ts';
import { cleanFileName } from './file-name.ts';
import { inspectContent } from './inspect.ts';
import type { MediaType } from './media-type.ts';
import { scan, type ScanState } from './scanner.ts';
import { DOCUMENT_LIMIT, keepFile, layFile } from './store.ts';

/** A stranger's file that was let in, and is kept. */
export interface AdmittedFile {
	sha256: string;
	mediaType: MediaType;
	/** Bytes. */
	size: number;
	scan: ScanState;
	/** Clean, with the ending of its type. */
	name: string;
}

/**
 * Lets in a file that came from outside: its type is that of its content, it is only that, it does nothing, a scanner
 * saw it where there is one; then it is kept by its hash. Before any transaction: this one has its own.
 * @param options.recorded false where the caller puts it on record, with what it belongs to.
 * @throws DomainError `too_large`, `document_type` (also when `accepts` has not its type), as `inspectContent` and `scan`.
 */
export async function admitFile(
	ctx: Ctx,
	{
		bytes,
		name,
		accepts,
		recorded = true
	}: { bytes: Uint8Array; name: string; accepts?: readonly MediaType[]; recorded?: boolean }
): Promise<AdmittedFile> {
	if (bytes.byteLength > DOCUMENT_LIMIT) throw new DomainError('too_large');
	const mediaType = inspectContent(bytes);
	if (accepts && !accepts.includes(mediaType)) throw new DomainError('document_type');
	const state = await scan(bytes, ctx.platform.config.DIWAN_CLAMD);
	const keep = recorded || state === 'clean' ? keepFile : layFile;
	const { sha256 } = await keep(ctx, bytes, DOCUMENT_LIMIT);
	if (state === 'clean')
		await ctx.transaction((tx) =>
			tx.db.insertInto('stored_file_scan').values({ sha256, at: ctx.now(), state, engine: 'clamd' }).execute()
		);
	return { sha256, mediaType, size: bytes.byteLength, scan: state, name: cleanFileName(name, mediaType) };
}
