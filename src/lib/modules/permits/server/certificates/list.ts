import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { statusOf, type CertificateCard } from '../../rules/index.ts';
import { lookAt } from '../cases/looked.ts';
import { mayRead, mayRevoke } from './may.ts';
import { certificateRows, type CertificateRow } from './row.ts';

/**
 * The certificates of a case, the newest first. Whether the asker may have their papers is said with each: a reviewer who
 * has not signed may have none.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitCertificates(ctx: Ctx, name: string): Promise<CertificateCard[]> {
	return lookAt(ctx, { name, action: 'read_certificates' }, async (db, { id, blind }) => {
		const rows = await certificateRows(db, sql`c.permit_id = ${id}`);
		return rows.map((row) => cardOf(ctx, row, mayRead(ctx, row) && (!blind || row.kind === 'statement')));
	});
}

/**
 * Statements of a parcel, the newest first.
 * @throws DomainError `forbidden`
 */
export async function parcelStatements(ctx: Ctx, parcel: string): Promise<CertificateCard[]> {
	demand(ctx, 'permit:check');
	if (!/^\d{1,18}$/.test(parcel)) return [];
	return ctx.read(async (db) => {
		const rows = await certificateRows(
			db,
			sql`c.kind = 'statement' and c.parcel_id = ${parcel}::bigint and c.id > coalesce((select id from permit_certificate o
				where o.parcel_id = ${parcel}::bigint order by id desc offset ${MOST} limit 1), 0)`
		);
		return rows.map((row) => cardOf(ctx, row, true));
	});
}

const MOST = 20;

/** A certificate as the asker sees it. */
export function cardOf(ctx: Ctx, row: CertificateRow, read: boolean): CertificateCard {
	const { number, kind, code, subject, valid_until, superseded_by } = row;
	return {
		...{ number, kind, code, subject, valid_until, superseded_by },
		status: statusOf(
			{
				...{ kind, valid_until, licence_state: row.licence_state },
				revoked: row.revoked_at !== null,
				superseded: superseded_by !== null
			},
			cairoDate(ctx.now())
		),
		issued_at: row.issued_at.toISOString(),
		sha256: row.paper?.sha256 ?? null,
		revoked: row.revoked_at && {
			at: row.revoked_at.toISOString(),
			reason: row.revoked_for!,
			article: row.revoked_article
		},
		may: { read, revoke: mayRevoke(ctx, row) }
	};
}
