import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { admitFile, FILE_LIMIT, readStored, type StoredFile } from '#lib/server/files/index.ts';
import { demand } from '#lib/server/policy/index.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

/**
 * Keeps a plan or photo that belongs to a dig, or of a building site: looked into and scanned like any stranger's file.
 * @throws DomainError `forbidden`, `too_large`, as `admitFile`.
 */
export async function keepDigFile(ctx: Ctx, content: Uint8Array): Promise<StoredFile> {
	demand(ctx, 'dig:attach');
	if (content.byteLength > FILE_LIMIT) throw new DomainError('too_large');
	const admitted = await admitFile(ctx, { bytes: content, name: '', accepts: TYPES });
	const file = { sha256: admitted.sha256, media_type: admitted.mediaType, bytes: admitted.size };
	await ctx.transaction((tx) =>
		tx.db
			.insertInto('dig_file')
			.values({ sha256: file.sha256 })
			.onConflict((c) => c.doNothing())
			.execute()
	);
	return file;
}

/** A file of digs by its hash; those of other modules are not given out here. @throws DomainError `forbidden`, `not_found` */
export async function readDigFile(ctx: Ctx, sha256: string) {
	demand(ctx, 'dig:read');
	const known = await ctx.read((db) =>
		db.selectFrom('dig_file').select('sha256').where('sha256', '=', sha256).executeTakeFirst()
	);
	if (!known) throw new DomainError('not_found');
	return readStored(ctx, sha256);
}
