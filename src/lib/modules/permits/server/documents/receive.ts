import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { DOCUMENT_LIMIT, readForm } from '#lib/server/files/index.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { attachDocument, demandAttaching, type Attached } from './attach.ts';

/**
 * A document sent as a form: part `kind`, and part `file`. Nobody's bytes are read before it is known that they may
 * send them.
 * @throws DomainError `permit_document_none` without a file, as `readForm` and `attachDocument`.
 */
export async function receiveDocument(
	ctx: Ctx,
	name: string,
	request: Request,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<Attached>> {
	await demandAttaching(ctx, name);
	const form = await readForm(request, DOCUMENT_LIMIT);
	const [file, kind] = [form.get('file'), form.get('kind')];
	if (!(file instanceof File)) throw new DomainError('permit_document_none');
	const bytes = new Uint8Array(await file.arrayBuffer());
	return attachDocument(ctx, name, { kind: String(kind ?? ''), bytes, name: file.name }, { key });
}
