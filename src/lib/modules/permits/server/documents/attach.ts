import { sql } from 'kysely';
import { DomainError, isDomainError, type FieldError } from '#lib/kernel/errors.ts';
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

export interface SentDocument {
	kind: string;
	bytes: Uint8Array;
	/** As the sender called it. */
	name: string;
}

interface Known extends SentDocument {
	kind: DocumentKind;
}
interface Admitted {
	kind: DocumentKind;
	file: AdmittedFile;
	copy: StoredFile | null;
}

/** So many documents come at once at most. */
export const DOCUMENTS_AT_ONCE = 24;

/**
 * Brings versions of documents of a case's checklist, all of them or none, in one step: by whoever asks, or at the
 * window.
 * @throws DomainError `not_found`, `forbidden`, `permit_separation`, `state_forbids`, `permit_document_same` for what came
 * before, `invalid_input` for a kind that the case has not or that comes twice, as `admitDocument`; where several came,
 * `permit_documents_refused` with what is wrong with which.
 */
export async function attachDocuments(
	ctx: Ctx,
	name: string,
	sent: readonly SentDocument[],
	{ key }: { key?: string | undefined } = {}
): Promise<Once<Attached[]>> {
	const known = sent.map((document) => ({ ...document, kind: demandKind(document.kind) }));
	const kinds = known.map((document) => document.kind);
	demandEachOnce(kinds);
	return auditRefusal(ctx, { name, action: 'attach' }, async () => {
		// Nobody's file is kept who may not send it.
		await ctx.read(async (db) => demandTaking(ctx, await findCase(db, name), kinds), { often: true });
		const admitted = await admitAll(ctx, known);
		const { personId } = ctx.actor;
		const hashes = admitted.map(({ kind, file }) => ({ kind, sha256: file.sha256 }));
		const repeatable =
			key === undefined || personId === null
				? undefined
				: { personId, operation: 'permit.attach', key, request: { name, documents: hashes } };
		return ctx.transaction(
			(tx) =>
				once(tx, repeatable, async () => {
					await holdLicence(tx.db, name);
					const found = await findCase(tx.db, name, { lock: true });
					const duty = demandTaking(ctx, found, kinds);
					await takeDuty(ctx, tx, found, duty);
					const versions = await keepVersions(ctx, tx, found, admitted);
					const attached = admitted.map(({ kind, file }) => ({
						...{ kind, version: versions.get(kind)!, media_type: file.mediaType },
						...{ bytes: file.size, sha256: file.sha256 }
					}));
					const told = attached.map(({ kind, version }) => ({ document: kind, document_version: version }));
					const detail = told.length === 1 ? told[0]! : { documents: told };
					await keepStep(ctx, tx, found, { action: 'attach', duty, to: found.state, detail });
					return attached;
				}),
			{ often: true }
		);
	});
}

/** Each is looked at, so that whoever brings them is told of all that cannot be taken. */
async function admitAll(ctx: Ctx, sent: readonly Known[]): Promise<Admitted[]> {
	const refused: FieldError[] = [];
	const admitted = await Promise.all(
		sent.map(async ({ kind, bytes, name }) => {
			try {
				return { kind, ...(await admitDocument(ctx, { bytes, name, kind, recorded: false })) };
			} catch (error) {
				if (sent.length === 1 || !isDomainError(error)) throw error;
				refused.push({ path: kind, code: error.code, params: error.params });
				return null;
			}
		})
	);
	if (refused.length) throw new DomainError('permit_documents_refused', { fields: refused });
	return admitted.filter((document) => document !== null);
}

/** Who may send a document to a case: before a byte of it is read. @throws DomainError as `attachDocuments`. */
export async function demandAttaching(ctx: Ctx, name: string): Promise<void> {
	await auditRefusal(ctx, { name, action: 'attach' }, async () => {
		demand(ctx, 'permit:list');
		await ctx.read(
			async (db) => {
				const found = await findCase(db, name);
				demandStep('attach', found.state, dutyFor(ctx, found, 'attach'));
			},
			{ often: true }
		);
	});
}

const noSuch = () =>
	new DomainError('invalid_input', { fields: [{ path: 'kind', code: 'permit_document_unknown' }] });

function demandKind(kind: string): DocumentKind {
	const known = DOCUMENT_KINDS.find((k) => k === kind);
	if (!known || acceptedTypes(known).length === 0) throw noSuch();
	return known;
}

function demandEachOnce(kinds: readonly DocumentKind[]): void {
	const twice = kinds.find((kind, i) => kinds.indexOf(kind) !== i);
	if (twice === undefined) return;
	throw new DomainError('invalid_input', { fields: [{ path: twice, code: 'permit_document_twice' }] });
}

function demandTaking(ctx: Ctx, found: CaseRow, kinds: readonly DocumentKind[]): Duty {
	const duty = dutyFor(ctx, found, 'attach');
	demandStep('attach', found.state, duty);
	demandLicence(found, 'attach');
	for (const kind of kinds) {
		if (!takes(found, kind)) throw new DomainError('state_forbids', { params: { state: found.state } });
		if (!isListed(kind, typeOfCase(found))) throw noSuch();
	}
	return duty;
}

/**
 * The files, the versions, what they hold, their copies, and who sent them under which names: in one statement, in tables
 * kept apart. @returns the version of each kind.
 */
async function keepVersions(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	admitted: readonly Admitted[]
): Promise<Map<DocumentKind, number>> {
	const now = ctx.now();
	const given = admitted.map(({ kind, file, copy }) => ({
		...{ kind, media_type: file.mediaType, bytes: file.size, sha256: file.sha256, name: file.name },
		...{ copy: copy?.sha256 ?? null }
	}));
	const files = admitted.flatMap(({ file, copy }) => [
		{ sha256: file.sha256, media_type: file.mediaType, bytes: file.size },
		...(copy ? [copy] : [])
	]);
	try {
		const { rows } = await sql<{ kind: DocumentKind; version: number }>`with stored as (
			insert into stored_file (sha256, media_type, bytes, created_at)
			select f.sha256, f.media_type, f.bytes, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) f(sha256 text, media_type text, bytes integer)
			on conflict do nothing
		), given as (
			select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
				d(kind text, media_type text, bytes integer, sha256 text, copy text, name text)
		), came as (
			insert into permit_document (permit_id, kind, media_type, bytes, at)
			select ${found.id}::bigint, kind, media_type, bytes, ${now}::timestamptz from given
			returning permit_id, kind, version
		), holds as (
			insert into permit_document_content (permit_id, kind, version, sha256)
			select permit_id, kind, version, sha256 from came join given using (kind)
		), copied as (
			insert into permit_document_copy (permit_id, kind, version, sha256)
			select permit_id, kind, version, copy from came join given using (kind) where copy is not null
		), sent as (
			insert into permit_document_origin (permit_id, kind, version, file_name, person_id)
			select permit_id, kind, version, name, ${ctx.actor.personId}::bigint from came join given using (kind)
		) select kind, version from came`.execute(tx.db);
		return new Map(rows.map(({ kind, version }) => [kind, version]));
	} catch (error) {
		if ((error as { constraint?: string }).constraint === 'permit_document_same')
			throw new DomainError('permit_document_same', { cause: error });
		throw error;
	}
}
