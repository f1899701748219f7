import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { keepFile, readStored, type StoredFile } from '#lib/server/files/index.ts';
import { demand } from '#lib/server/policy/index.ts';

/** Keeps a plan or photo that belongs to a dig. @throws DomainError `forbidden`, `too_large`, `file_unknown_format` */
export async function keepDigFile(ctx: Ctx, content: Uint8Array): Promise<StoredFile> {
	demand(ctx, 'dig:attach');
	const file = await keepFile(ctx, content);
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
