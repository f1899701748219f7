import { makeCtx, type Ctx } from '#lib/server/context.ts';
import {
	admitFile,
	DOCUMENT_LIMIT,
	keepFile,
	layFile,
	type AdmittedFile,
	type StoredFile
} from '#lib/server/files/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { acceptedTypes, TECHNICAL_DOCUMENTS, type DocumentKind } from '../../rules/index.ts';
import { bareDocument } from './bare.ts';

/**
 * Lets in a document of a permit's file: of a type that its kind accepts, checked, scanned where there is a scanner, and
 * kept by its hash. Who may attach it to which case is for the case to say; call it before the case's transaction.
 * @param options.recorded false where the caller puts both files on record, with what they belong to.
 * @returns with `copy`, a copy of a drawing or report without what is written in it about itself: whoever may
 * not know yet whose the case is works with that one.
 * @throws DomainError as `admitFile` and `bareDocument`.
 */
export async function admitDocument(
	ctx: Ctx,
	{
		bytes,
		name,
		kind,
		recorded = true
	}: { bytes: Uint8Array; name: string; kind: DocumentKind; recorded?: boolean }
): Promise<{ file: AdmittedFile; copy: StoredFile | null }> {
	// Who sent it stands beside the case, where a reviewer cannot see it, and not beside the file.
	const house = makeCtx(ctx.platform, { actor: SYSTEM, now: ctx.now });
	const file = await admitFile(house, { bytes, name, accepts: acceptedTypes(kind), recorded });
	if (!TECHNICAL_DOCUMENTS.includes(kind)) return { file, copy: null };
	const bare = await bareDocument(bytes, file.mediaType);
	return { file, copy: await (recorded ? keepFile : layFile)(house, bare, DOCUMENT_LIMIT) };
}
