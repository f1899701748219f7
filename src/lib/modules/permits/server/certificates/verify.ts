import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { verifyProof } from '#lib/server/audit/index.ts';
import { subscriber, takeSlot } from '#lib/server/auth/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	certificateCode,
	checkedStatus,
	paperStatus,
	statusOf,
	type CertificateCheck,
	type PaperCheck
} from '../../rules/index.ts';
import { subjectsOf } from './issue.ts';
import { certificateRows, houseOf, type CertificateRow } from './row.ts';

/** Whoever looks a code up. */
export interface Asker {
	ip: string;
}

/** Wrong codes that one subscriber may try. */
const GUESSES = { limit: 30, seconds: 600 };

/**
 * What a certificate is worth at this moment, and whether anything that led to it was changed: for everybody who has the
 * code, without anybody's name.
 * @throws DomainError `not_found`, and `rate_limited` for whoever tries codes.
 */
export async function verifyCertificate(ctx: Ctx, text: string, asker: Asker): Promise<CertificateCheck> {
	const row = await foundByCode(ctx, text, asker);
	return houseOf(ctx).read(async (db) => {
		const record = await recordOf(db, row);
		const shown = told(row, cairoDate(ctx.now()));
		return {
			...shown,
			status: checkedStatus(shown.certificate_status, record),
			...(await shapesOf(db, row.id)),
			record,
			checked_at: ctx.now().toISOString()
		};
	});
}

/**
 * Whether a file is the paper of a certificate, byte by byte.
 * @throws as `verifyCertificate`
 */
export async function verifyPaper(
	ctx: Ctx,
	text: string,
	bytes: Uint8Array,
	asker: Asker
): Promise<PaperCheck> {
	const row = await foundByCode(ctx, text, asker);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const issued_sha256 = row.paper?.sha256 ?? null;
	const { number, certificate_status } = told(row, cairoDate(ctx.now()));
	const genuine = sha256 === issued_sha256;
	const record = await houseOf(ctx).read((db) => recordOf(db, row));
	const status = paperStatus(genuine, checkedStatus(certificate_status, record));
	return { genuine, sha256, issued_sha256, number, status, certificate_status };
}

async function foundByCode(ctx: Ctx, text: string, { ip }: Asker): Promise<CertificateRow> {
	const code = certificateCode(text);
	const [row] = code ? await houseOf(ctx).read((db) => certificateRows(db, sql`c.code = ${code}`)) : [];
	if (row) return row;
	await takeSlot(ctx.platform, { name: 'certificate-guess', about: subscriber(ip), ...GUESSES });
	throw new DomainError('not_found');
}

function told(row: CertificateRow, today: string) {
	const { kind, number, code, reference, subject, unit, valid_until, superseded_by, amended_by, paper } = row;
	return {
		...{ kind, number, code, reference, subject, unit, valid_until, superseded_by, amended_by, paper },
		certificate_status: statusOf(
			{
				...{ kind, valid_until, licence_state: row.licence_state },
				revoked: row.revoked_at !== null,
				superseded: superseded_by !== null
			},
			today
		),
		parcel: row.parcel_name,
		issued_at: row.issued_at.toISOString(),
		revoked_at: row.revoked_at?.toISOString() ?? null,
		appeal: appealOf(row),
		licence: licenceOf(row)
	};
}

/** What became of a refusal after it was issued. */
function appealOf({ appeal }: CertificateRow): CertificateCheck['appeal'] {
	if (!appeal?.filed_at) return null;
	const { filed_at, outcome, decided_at } = appeal;
	return {
		filed_at: new Date(filed_at).toISOString(),
		outcome,
		decided_at: decided_at && new Date(decided_at).toISOString()
	};
}

/** The licence under a certificate of what was built, where it does not hold any more. */
function licenceOf({ reference, licence, licence_state, licence_since }: CertificateRow) {
	if (licence === null || licence === reference || licence_since === null) return null;
	const state = licence_state as 'suspended' | 'revoked';
	return { reference: licence, state, since: licence_since.toISOString() };
}

async function shapesOf(db: Tx['db'], id: string): Promise<Pick<CertificateCheck, 'outline' | 'picture'>> {
	const { rows } = await sql<{
		plot: GeoJSON.MultiPolygon;
		footprint: GeoJSON.MultiPolygon | null;
		plot_path: string;
		footprint_path: string | null;
		box: [number, number, number, number];
	}>`select st_asgeojson(st_transform(geom, 4326), 7)::jsonb as plot,
		st_asgeojson(st_transform(footprint, 4326), 7)::jsonb as footprint,
		st_assvg(geom, 0, 2) as plot_path, st_assvg(footprint, 0, 2) as footprint_path,
		array[st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)] as box
		from permit_certificate where id = ${id}`.execute(db);
	const { plot, footprint, plot_path, footprint_path, box } = rows[0]!;
	return { outline: { plot, footprint }, picture: { plot: plot_path, footprint: footprint_path, box } };
}

/** Everything that led to it computed again, and itself held against what the log says was issued. */
async function recordOf(db: Tx['db'], row: CertificateRow): Promise<CertificateCheck['record']> {
	const { rows, bad } = await verifyProof(db, subjectsOf(row.id, row.permit_id), row.proof);
	const altered = await alteredOf(db, row);
	return {
		ok: bad.length === 0 && altered.length === 0,
		rows,
		digest: row.proof.digest,
		bad: bad.map((b) => ({ ...b, at: b.at?.toISOString() ?? null })),
		altered
	};
}

async function alteredOf(db: Tx['db'], row: CertificateRow): Promise<CertificateCheck['record']['altered']> {
	const { rows } = await sql<{
		detail: Record<string, unknown> | null;
		content: string | null;
	}>`select (select l.detail from audit_log l where l.subject_type = 'permit_certificate' and l.subject_id = ${row.id}
			and l.action = 'permit.certificate_issued' order by l.at limit 1) as detail,
		(select k.content from permit_certificate_content k where k.certificate_id = ${row.id}) as content`.execute(
		db
	);
	const { detail, content } = rows[0]!;
	const hash = content === null ? null : createHash('sha256').update(content).digest('hex');
	const same = (['number', 'kind', 'reference', 'valid_until', 'content_sha256'] as const).every(
		(name) => (detail?.[name] ?? null) === row[name]
	);
	return [
		...(hash === row.content_sha256 ? [] : ['content' as const]),
		...(same ? [] : ['certificate' as const])
	];
}
