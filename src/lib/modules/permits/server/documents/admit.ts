import type { Ctx } from '#lib/server/context.ts';
import { admitFile, type AdmittedFile } from '#lib/server/files/index.ts';
import { acceptedTypes, type DocumentKind } from '../../rules/index.ts';

/**
 * Lets in a document of a permit's file: of a type that its kind accepts, checked, scanned where there is a scanner, and
 * kept by its hash. Who may attach it to which case is for the case to say; call it before the case's transaction.
 * @throws DomainError as `admitFile`.
 */
export async function admitDocument(
	ctx: Ctx,
	{ bytes, name, kind }: { bytes: Uint8Array; name: string; kind: DocumentKind }
): Promise<AdmittedFile> {
	return admitFile(ctx, { bytes, name, accepts: acceptedTypes(kind) });
}
