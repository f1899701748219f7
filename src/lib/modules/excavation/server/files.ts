import type { Ctx } from '#lib/server/context.ts';
import { keepFile, readStored, type StoredFile } from '#lib/server/files/index.ts';
import { demand } from '#lib/server/policy/index.ts';

/** Keeps a plan or photo that belongs to a dig. @throws DomainError `forbidden`, `too_large`, `file_unknown_format` */
export async function keepDigFile(ctx: Ctx, content: Uint8Array): Promise<StoredFile> {
	demand(ctx, 'dig:attach');
	return keepFile(ctx, content);
}

/** @throws DomainError `forbidden`, `not_found` */
export async function readDigFile(ctx: Ctx, sha256: string) {
	demand(ctx, 'dig:read');
	return readStored(ctx, sha256);
}
