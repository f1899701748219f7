import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { DOCUMENT_LIMIT, readForm } from '#lib/server/files/index.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { attachDocuments, demandAttaching, DOCUMENTS_AT_ONCE, type Attached } from './attach.ts';

/** Bytes of all documents that come at once. */
const ALL_LIMIT = 2 * DOCUMENT_LIMIT;

/**
 * Documents sent as a form: parts `kind` and as many parts `file`, in the same order. Nobody's bytes are read before it is
 * known that they may send them.
 * @throws DomainError `permit_document_none` without a file, `invalid_input` where not every file has its kind or too many
 * came, as `readForm` and `attachDocuments`.
 */
export async function receiveDocuments(
	ctx: Ctx,
	name: string,
	request: Request,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<Attached[]>> {
	await demandAttaching(ctx, name);
	const form = await readForm(request, ALL_LIMIT);
	const files = form.getAll('file').filter((part) => part instanceof File);
	const kinds = form.getAll('kind').map(String);
	if (files.length === 0) throw new DomainError('permit_document_none');
	if (files.length > DOCUMENTS_AT_ONCE || files.length !== kinds.length)
		throw new DomainError('invalid_input', {
			fields: [{ path: 'file', code: 'permit_documents_paired', params: { most: DOCUMENTS_AT_ONCE } }]
		});
	const sent = files.map(async (file, i) => ({
		...{ kind: kinds[i]!, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
	}));
	return attachDocuments(ctx, name, await Promise.all(sent), { key });
}
