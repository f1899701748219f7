import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { AdmittedFile, StoredFile } from '#lib/server/files/index.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	acceptedTypes,
	demandStep,
	DOCUMENT_KINDS,
	isListed,
	typeOfCase,
	type DocumentKind,
	type Duty
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { dutyFor, takeDuty } from '../cases/duty.ts';
import { findCase } from '../cases/find.ts';
import { auditRefusal } from '../cases/refused.ts';
import { keepStep } from '../cases/step.ts';
import { admitDocument } from './admit.ts';
import { takes } from './list.ts';
import { demandLicence, holdLicence } from '../works/licence.ts';

/** A version that came in. */
export interface Attached {
	kind: DocumentKind;
	version: number;
	media_type: string;
	bytes: number;
	sha256: string;
}

interface SentDocument {
	kind: string;
	bytes: Uint8Array;
	/** As the sender called it. */
	name: string;
}

/**
 * Brings a version of a document of a case's checklist: by whoever asks, or at the window.
 * @throws DomainError `not_found`, `forbidden`, `permit_separation`, `state_forbids`, `permit_document_same` for what came
 * before, `invalid_input` for a kind that the case has not, as `admitDocument`.
 */
export async function attachDocument(
	ctx: Ctx,
	name: string,
	{ kind, bytes, name: fileName }: SentDocument,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<Attached>> {
	const known = demandKind(kind);
	return auditRefusal(ctx, { name, action: 'attach' }, async () => {
		// Nobody's file is kept who may not send it.
		await ctx.read(async (db) => demandTaking(ctx, await findCase(db, name), known), { often: true });
		const { file, copy } = await admitDocument(ctx, {
			...{ bytes, name: fileName, kind: known, recorded: false }
		});
		const { personId } = ctx.actor;
		const repeatable =
			key === undefined || personId === null
				? undefined
				: { personId, operation: 'permit.attach', key, request: { name, kind, sha256: file.sha256 } };
		return ctx.transaction(
			(tx) =>
				once(tx, repeatable, async () => {
					await holdLicence(tx.db, name);
					const found = await findCase(tx.db, name, { lock: true });
					const duty = demandTaking(ctx, found, known);
					await takeDuty(ctx, tx, found, duty);
					const version = await keepVersion(ctx, tx, found, { kind: known, file, copy });
					const detail = { document: known, document_version: version };
					await keepStep(ctx, tx, found, { action: 'attach', duty, to: found.state, detail });
					return { kind: known, version, media_type: file.mediaType, bytes: file.size, sha256: file.sha256 };
				}),
			{ often: true }
		);
	});
}

/** Who may send a document to a case: before a byte of it is read. @throws DomainError as `attachDocument`. */
export async function demandAttaching(ctx: Ctx, name: string): Promise<void> {
	demand(ctx, 'permit:list');
	await auditRefusal(ctx, { name, action: 'attach' }, () =>
		ctx.read(
			async (db) => {
				const found = await findCase(db, name);
				demandStep('attach', found.state, dutyFor(ctx, found, 'attach'));
			},
			{ often: true }
		)
	);
}

const noSuch = () =>
	new DomainError('invalid_input', { fields: [{ path: 'kind', code: 'permit_document_unknown' }] });

function demandKind(kind: string): DocumentKind {
	const known = DOCUMENT_KINDS.find((k) => k === kind);
	if (!known || acceptedTypes(known).length === 0) throw noSuch();
	return known;
}

function demandTaking(ctx: Ctx, found: CaseRow, kind: DocumentKind): Duty {
	const duty = dutyFor(ctx, found, 'attach');
	demandStep('attach', found.state, duty);
	demandLicence(found, 'attach');
	if (!takes(found, kind)) throw new DomainError('state_forbids', { params: { state: found.state } });
	if (!isListed(kind, typeOfCase(found))) throw noSuch();
	return duty;
}

/** The files, the version, what it holds, its copy, and who sent it under which name: in one statement, in tables kept apart. */
async function keepVersion(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ kind, file, copy }: { kind: DocumentKind; file: AdmittedFile; copy: StoredFile | null }
): Promise<number> {
	const { sha256, mediaType, size } = file;
	const now = ctx.now();
	const files = [{ sha256, media_type: mediaType, bytes: size }, ...(copy ? [copy] : [])];
	try {
		const { rows } = await sql<{ version: number }>`with stored as (
			insert into stored_file (sha256, media_type, bytes, created_at)
			select f.sha256, f.media_type, f.bytes, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) f(sha256 text, media_type text, bytes integer)
			on conflict do nothing
		), came as (
			insert into permit_document (permit_id, kind, media_type, bytes, at)
			values (${found.id}, ${kind}, ${mediaType}, ${size}::integer, ${now}) returning permit_id, kind, version
		), holds as (
			insert into permit_document_content (permit_id, kind, version, sha256)
			select permit_id, kind, version, ${sha256} from came
		), copied as (
			insert into permit_document_copy (permit_id, kind, version, sha256)
			select permit_id, kind, version, ${copy?.sha256 ?? null}::text from came where ${copy !== null}
		), sent as (
			insert into permit_document_origin (permit_id, kind, version, file_name, person_id)
			select permit_id, kind, version, ${file.name}, ${ctx.actor.personId}::bigint from came
		) select version from came`.execute(tx.db);
		return rows[0]!.version;
	} catch (error) {
		if ((error as { constraint?: string }).constraint === 'permit_document_same')
			throw new DomainError('permit_document_same', { cause: error });
		throw error;
	}
}
