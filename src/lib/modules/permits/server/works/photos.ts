import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { readStored } from '#lib/server/files/index.ts';
import { lookAt } from '../cases/looked.ts';

/** A photo of an inspection of this case. @throws DomainError `forbidden`, `not_found`. */
export async function readInspectionPhoto(ctx: Ctx, name: string, sha256: string) {
	const there = await lookAt(ctx, { name, action: 'read_photo' }, async (db, { id }) => {
		const { rows } =
			await sql`select from permit_inspection_photo h join permit_inspection i on i.id = h.inspection_id
			where i.permit_id = ${id}::bigint and h.sha256 = ${sha256} limit 1`.execute(db);
		return rows.length > 0;
	});
	if (!there) throw new DomainError('not_found');
	return readStored(ctx, sha256);
}
