import { z } from 'zod';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import type { CertificateStatus } from './types.ts';

export const STATEMENT_STATUSES = ['valid', 'expired', 'superseded', 'revoked'] as const;

/** A list of statements, as in an address. */
export const ListStatements = z.strictObject({
	/** Those of a parcel alone, of any department. */
	parcel: z
		.string()
		.regex(/^\d{1,18}$/, { message: 'field_id' })
		.optional(),
	/** A part of a number, or of a parcel's. */
	q: freeText().max(100).optional(),
	status: z.enum(STATEMENT_STATUSES).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	cursor: z.string().max(200).optional()
});
export type ListStatements = z.output<typeof ListStatements>;

/** A statement in the list of a department. Who asked for it is nowhere in it. */
export interface StatementRow {
	id: string;
	number: string;
	code: string;
	/** Of the request it answers; null where a department issued it by itself. */
	reference: string | null;
	status: CertificateStatus;
	parcel: { id: string | null; name: string | null };
	unit: Bilingual;
	issued_at: string;
	valid_until: CivilDate | null;
}

export interface StatementPage {
	items: StatementRow[];
	next_cursor: string | null;
}
