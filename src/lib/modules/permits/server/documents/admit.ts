import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { admitFile, type AdmittedFile } from '#lib/server/files/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
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
	// Who sent it stands beside the case, where a reviewer cannot see it, and not beside the file.
	const house = makeCtx(ctx.platform, { actor: SYSTEM, now: ctx.now });
	return admitFile(house, { bytes, name, accepts: acceptedTypes(kind) });
}
