import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import { areaOf } from '#lib/kernel/geometry.ts';
import { formatReference, randomCode } from '#lib/kernel/ids.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { proofOf } from '#lib/server/audit/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import {
	CERTIFICATE_PREFIX,
	CODE_BITS,
	type CertificateContent,
	type CertificateKind,
	type PaperPage,
	type Surface
} from '../../rules/index.ts';
import { bare, drawingOf, type Drawn } from './drawing.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What is to be given in writing. Geometry in EPSG:22992. */
export interface Issue {
	kind: CertificateKind;
	/** The case; null for a statement that nobody asked for. */
	permit: { id: string; reference: string } | null;
	/** The department that issues it. */
	unitId: string;
	/** Which of several of a kind: the network a letter is for. */
	subject?: string;
	parcel: { id: string | null; name: string | null };
	plot: Surface;
	footprint: Surface | null;
	/** Lines and outlines to be drawn beside plot and building. */
	drawn?: Omit<Drawn, 'plot' | 'footprint'>;
	/** The last day it holds; null: for ever. */
	validUntil: CivilDate | null;
	/** By kind, for programs; it lies in the paper. */
	data: Record<string, unknown>;
	/** In the words of the paper, which is Arabic. */
	page: PaperPage;
}

export interface Issued {
	id: string;
	number: string;
	code: string;
}

/**
 * Issues a certificate in the transaction of the step that decided, after its audit entry: the row, its content and the
 * proof of what led to it stand or fall with the step. The paper is set from the content later (`certificatePaper`).
 * One of the same kind, subject and case (of a statement: of the same parcel) is superseded.
 * The asker needs a duty in the case, for the database asks for it; of a statement a role in the department.
 */
export async function issueCertificate(ctx: Ctx, tx: Tx, issue: Issue): Promise<Issued> {
	const { db } = tx;
	const { kind, permit, unitId, subject = null, parcel, plot, footprint, validUntil } = issue;
	const now = ctx.now();
	// The next one finds this one to stand in its place.
	if (kind === 'statement' && parcel.id) await oneAtATime(tx, 'statement', parcel.id);
	const { id, before, houses } = await settingOf(db, issue);
	const drawing = await drawingOf(db, { ...issue.drawn, plot, footprint });
	const code = randomCode(CODE_BITS);
	const number = await takeNumber(db, kind, now);
	const content: CertificateContent = {
		...{ schema: 'diwan-certificate-1', kind, number, code, ...houses },
		...{
			reference: permit?.reference ?? null,
			subject,
			issued_at: now.toISOString(),
			valid_until: validUntil
		},
		...{ supersedes: before?.number ?? null, parcel: parcel.name, area_m2: areaOf(plot), plot, footprint },
		data: issue.data,
		page: issue.page,
		drawing
	};
	const text = JSON.stringify(content);
	const content_sha256 = createHash('sha256').update(text).digest('hex');
	await tx.audit(
		'permit.certificate_issued',
		{ type: 'permit_certificate', id },
		{ number, kind, reference: content.reference, valid_until: validUntil, content_sha256 }
	);
	const proof = await proofOf(db, subjectsOf(id, permit?.id ?? null));
	await sql`${LATER}insert into permit_certificate (id, kind, number, code, unit_id, permit_id, subject, parcel_id, parcel_name, geom,
			footprint, issued_at, issued_by, valid_until, supersedes, content_sha256, proof)
		overriding system value
		values (${id}, ${kind}, ${number}, ${code}, ${unitId}, ${permit?.id ?? null}, ${subject}, ${parcel.id}, ${parcel.name},
			${shape(plot)}, ${footprint && shape(footprint)}, ${now}, ${ctx.actor.personId}, ${validUntil}::date,
			${before?.id ?? null}, ${content_sha256}, ${JSON.stringify(proof)}::jsonb)`.execute(db);
	await sql`${LATER}insert into permit_certificate_content (certificate_id, content) values (${id}, ${text})`.execute(
		db
	);
	return { id, number, code };
}

/** What the entries of the log are about that lead to a certificate. */
export function subjectsOf(id: string, permitId: string | null): { type: string; id: string }[] {
	const own = { type: 'permit_certificate', id };
	return permitId === null ? [own] : [{ type: 'permit', id: permitId }, own];
}

/** The next number of the year; the counter stays locked until the transaction ends, so no gaps. */
async function takeNumber(db: Tx['db'], kind: CertificateKind, now: Date): Promise<string> {
	const year = Number(cairoDate(now).slice(0, 4));
	const prefix = CERTIFICATE_PREFIX[kind];
	const { rows } = await sql<{ last: number }>`insert into permit_certificate_count as c (prefix, year, last)
		values (${prefix}, ${year}, 1) on conflict (prefix, year) do update set last = c.last + 1 returning last`.execute(
		db
	);
	return formatReference({ prefix, year, number: rows[0]!.last });
}

/** What a certificate is known by and whose it is, and the one that stood in its place until now. */
async function settingOf(
	db: Tx['db'],
	{ kind, permit, parcel, subject, unitId }: Issue
): Promise<{
	id: string;
	before: { id: string; number: string } | null;
	houses: Pick<CertificateContent, 'publisher' | 'unit'>;
}> {
	const same =
		kind === 'statement' ? sql`c.parcel_id = ${parcel.id}::bigint` : sql`c.permit_id = ${permit!.id}::bigint`;
	const { rows } = await sql<{
		id: string;
		before: { id: string; number: string } | null;
		publisher: Bilingual;
		unit: Bilingual;
	}>`select nextval(pg_get_serial_sequence('permit_certificate', 'id'))::text as id,
		(select jsonb_build_object('id', c.id::text, 'number', c.number) from permit_certificate c
			where ${same} and c.kind = ${kind} and c.subject is not distinct from ${subject ?? null}::text
			order by c.id desc limit 1) as before,
		jsonb_build_object('ar', r.name_ar, 'en', r.name_en) as publisher,
		jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit
		from unit u, unit r where u.id = ${unitId}
			and r.id = (select id from unit where parent_id is null order by kind = 'governorate' desc, id limit 1)`.execute(
		db
	);
	const { id, before, ...houses } = rows[0]!;
	return { id, before, houses };
}

const shape = (surface: Surface) => sql`st_multi(st_setsrid(st_geomfromgeojson(${bare(surface)}), 22992))`;
