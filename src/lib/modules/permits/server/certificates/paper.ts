import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#lib/server/context.ts';
import { codeSvg, sealOf, writePdf } from '#lib/server/documents/index.ts';
import { keepFile, readStored, type StoredFile } from '#lib/server/files/index.ts';
import type { CertificateContent } from '../../rules/index.ts';
import { auditLook } from '../cases/looked.ts';
import { noteOpening } from '../cases/opening.ts';
import { mayRead } from './may.ts';
import { certificateRows, houseOf, type CertificateRow } from './row.ts';
import { CERTIFICATE_TEMPLATE } from './template.ts';
import { AR, dayWords, momentWords } from './words.ts';

/** A paper as it is given out. */
export type Paper = StoredFile & { content: Uint8Array; number: string };

/**
 * The paper of a certificate, as it was set the first time. Reading one that names people is written down; a reviewer who
 * has not signed is given none.
 * @param origin of the address in its code, should the paper be set now: `https://diwan.example.gov.eg`.
 * @throws DomainError `not_signed_in`, `not_found`, `forbidden`, `permit_blind`.
 */
export async function certificatePaper(
	ctx: Ctx,
	number: string,
	{ origin }: { origin: string }
): Promise<Paper> {
	if (ctx.actor.kind === 'anonymous') throw new DomainError('not_signed_in');
	const row = await auditLook(ctx, { name: number, action: 'read_certificate' }, () =>
		ctx.transaction(async (tx) => {
			const [found] = await certificateRows(tx.db, sql`c.number = ${number}`);
			if (!found) return null;
			if (!mayRead(ctx, found)) throw new DomainError('forbidden');
			// No name stands in a statement.
			if (found.permit_id === null || found.kind === 'statement') return found;
			await noteOpening(ctx, tx, { id: found.permit_id, what: 'document', item: number });
			const { rows } =
				await sql`select from permit_certificate_content where certificate_id = ${found.id}`.execute(tx.db);
			if (rows.length === 0) throw new DomainError('permit_blind');
			await tx.audit(
				'permit.certificate_read',
				{ type: 'permit_certificate', id: found.id },
				{ number, reference: found.reference }
			);
			return found;
		})
	);
	if (!row) throw new DomainError('not_found');
	const kept = row.paper && (await storedPaper(ctx, row.paper.sha256));
	return { ...(kept ?? (await setPaper(ctx, row, origin))), number };
}

/** Null where the file is gone, or is no longer what was kept. */
async function storedPaper(ctx: Ctx, sha256: string): Promise<(StoredFile & { content: Uint8Array }) | null> {
	const file = await readStored(houseOf(ctx), sha256).catch(() => null);
	return file && sha256Of(file.content) === sha256 ? file : null;
}

/** Sets the paper from what was issued; the first one that is kept is the paper for good. */
async function setPaper(
	ctx: Ctx,
	row: CertificateRow,
	origin: string
): Promise<StoredFile & { content: Uint8Array }> {
	const house = houseOf(ctx);
	const text = await house.read(async (db) => {
		const { rows } = await sql<{
			content: string;
		}>`select content from permit_certificate_content where certificate_id = ${row.id}`.execute(db);
		return rows[0]!.content;
	});
	const pdf = pdfOf(ctx, row, text, origin);
	const file = await keepFile(house, pdf);
	const first = await house.transaction(async ({ db }) => {
		await sql`insert into permit_certificate_paper (certificate_id, sha256, made_at)
			values (${row.id}, ${file.sha256}, ${ctx.now()}) on conflict do nothing`.execute(db);
		const { rows } = await sql<{
			sha256: string;
		}>`select sha256 from permit_certificate_paper where certificate_id = ${row.id}`.execute(db);
		return rows[0]!.sha256;
	});
	if (first === file.sha256) return { ...file, content: pdf };
	const other = await storedPaper(ctx, first);
	// Another one was set before, and its file is lost: what is set now is not what was issued.
	if (!other) throw new DomainError('certificate_paper_lost');
	return other;
}

/** The bytes follow from what was issued: set twice they are the same. */
function pdfOf(ctx: Ctx, { proof, content_sha256 }: CertificateRow, text: string, origin: string): Buffer {
	const content = JSON.parse(text) as CertificateContent;
	const { number, code } = content;
	const at = new Date(content.issued_at);
	const address = `${origin}/verify/${code}`;
	const seal = sealOf(ctx.platform.config.secret).write(
		JSON.stringify({ number, code, content_sha256, digest: proof.digest })
	);
	// Words and pictures are printed; what programs read lies beside them.
	const { page, drawing, ...data } = content;
	const embedded = JSON.stringify({ ...data, page, content_sha256, audit: proof, seal }, null, '\t');
	return writePdf({
		template: CERTIFICATE_TEMPLATE,
		at,
		data: {
			...page,
			number,
			address,
			publisher: content.publisher.ar,
			unit: content.unit.ar,
			issued: momentWords(at),
			valid: content.valid_until ? dayWords(content.valid_until) : null,
			kind: content.kind,
			digest: proof.digest.replace(/(.{8})(?=.)/g, '$1 '),
			code,
			words: {
				issued: m.certificate_issued({}, AR),
				valid: m.certificate_valid_until({}, AR),
				scan: m.certificate_scan({}, AR),
				plan: m.certificate_plan({}, AR),
				digest: m.certificate_digest({}, AR),
				footer: m.certificate_footer({}, AR)
			}
		},
		files: { 'plan.svg': drawing, 'code.svg': codeSvg(address) },
		attached: {
			name: 'certificate.json',
			content: embedded,
			mime: 'application/json',
			description: `${number}: certificate as issued`
		}
	});
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
