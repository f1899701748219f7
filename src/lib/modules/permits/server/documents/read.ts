import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { EXTENSION, readStored, type StoredFile } from '#lib/server/files/index.ts';
import { demand } from '#lib/server/policy/index.ts';
import { DOCUMENT_KINDS, TECHNICAL_DOCUMENTS } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { demandReading } from '../cases/may.ts';
import { noteOpening } from '../cases/opening.ts';
import { auditRefusal } from '../cases/refused.ts';
import { demandDocumentsOpen } from './may.ts';

const isTechnical = (kind: string) => TECHNICAL_DOCUMENTS.some((k) => k === kind);

/** A version of a document with its content; the name says what it is and nothing of who sent it. */
export type ReadDocument = StoredFile & { content: Uint8Array; name: string };

/**
 * A version of a document. Reading it is written down first; a reviewer who has not signed, and an agency, are given
 * drawings and reports only, as copies without what is written in them about themselves.
 * @throws DomainError `not_found`, `forbidden`, `permit_blind`, `permit_document_held` for one without such a copy.
 */
export async function readDocument(
	ctx: Ctx,
	name: string,
	{ kind, version }: { kind: string; version: string }
): Promise<ReadDocument> {
	if (!DOCUMENT_KINDS.some((k) => k === kind) || !/^\d{1,4}$/.test(version))
		throw new DomainError('not_found');
	const { sha256, reference } = await auditRefusal(ctx, { name, action: 'read_document' }, async () => {
		demand(ctx, 'permit:list');
		return ctx.transaction(async (tx) => {
			const found = await findCase(tx.db, name);
			demandReading(ctx, found);
			const opens = demandDocumentsOpen(ctx, found);
			await noteOpening(ctx, tx, { id: found.id, what: 'document', item: `${kind}/${version}` });
			const shown = sql.table(opens === 'all' ? 'permit_document_content' : 'permit_document_copy');
			const { rows } = await sql<{ sha256: string | null }>`select c.sha256 from permit_document d
				left join ${shown} c on c.permit_id = d.permit_id and c.kind = d.kind and c.version = d.version
				where d.permit_id = ${found.id} and d.kind = ${kind} and d.version = ${version}::smallint`.execute(tx.db);
			if (!rows[0]) throw new DomainError('not_found');
			if (rows[0].sha256 === null)
				throw new DomainError(isTechnical(kind) ? 'permit_document_held' : 'permit_blind');
			const detail = { reference: found.reference, document: kind, document_version: Number(version) };
			await tx.audit('permit.document_read', { type: 'permit', id: found.id }, detail);
			return { sha256: rows[0].sha256, reference: found.reference };
		});
	});
	const file = await readStored(ctx, sha256);
	return { ...file, name: `${reference}-${kind}-${version}.${EXTENSION[file.media_type]}` };
}
