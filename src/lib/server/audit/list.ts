import { sql } from 'kysely';
import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { cairoDay } from '#lib/kernel/dates.ts';
import type { Ctx } from '../context.ts';
import { demand } from '../policy/index.ts';

export interface AuditEntry {
	chain: number;
	seq: string;
	at: Date;
	action: string;
	actorKind: string;
	username: string | null;
	nameAr: string | null;
	nameEn: string | null;
	unitNameAr: string | null;
	unitNameEn: string | null;
	subjectType: string;
	subjectId: string;
	/** The username, when the subject is a person. */
	subjectName: string | null;
	detail: Record<string, unknown>;
	requestId: string | null;
}

const absent = (v: unknown) => (v === '' || v === null ? undefined : v);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(absent, schema.optional());
const Word = optional(freeText().max(200));

/** The filters of the list, as they stand in an address. `action` may be a beginning (`session`). */
export const ListAudit = z.object({
	action: Word,
	actor: Word,
	subject_type: Word,
	subject_id: Word,
	from: optional(isoDay()),
	to: optional(isoDay()),
	cursor: optional(z.string().regex(/^\d{1,16}\.[0-7]\.\d{1,18}$/)),
	limit: optional(z.coerce.number().int().min(1).max(500))
});

/** What was done, newest first; `next` is the cursor of what came before. Days are those of Egypt. */
export async function listAudit(
	ctx: Ctx,
	input: z.input<typeof ListAudit> = {}
): Promise<{ entries: AuditEntry[]; next: string | null }> {
	demand(ctx, 'audit:read');
	const { action, actor, subject_type, subject_id, from, to, cursor, limit = 100 } = ListAudit.parse(input);
	return ctx.read(async (db) => {
		let query = db
			.selectFrom('audit_log as a')
			.leftJoin('person as p', 'p.id', 'a.actor_person_id')
			.leftJoin('unit as u', 'u.id', 'a.actor_unit_id')
			.select([
				'a.chain',
				'a.seq',
				'a.at',
				'a.action',
				'a.actor_kind as actorKind',
				'p.username',
				'p.name_ar as nameAr',
				'p.name_en as nameEn',
				'u.name_ar as unitNameAr',
				'u.name_en as unitNameEn',
				'a.subject_type as subjectType',
				'a.subject_id as subjectId',
				'a.detail',
				'a.request_id as requestId'
			])
			.select(
				sql<string | null>`(select username from person where id = case
					when a.subject_type = 'person' and a.subject_id ~ '^[0-9]{1,18}$' then a.subject_id::bigint end)`.as(
					'subjectName'
				)
			)
			// Microseconds, which a Date does not hold.
			.select(sql<string>`(extract(epoch from a.at) * 1000000)::bigint::text`.as('micros'))
			.orderBy('a.at', 'desc')
			.orderBy('a.chain', 'desc')
			.orderBy('a.seq', 'desc')
			.limit(limit + 1);
		if (action) query = query.where(sql<boolean>`starts_with(a.action, ${action})`);
		if (actor) query = query.where('p.username', '=', actor.toLowerCase());
		if (subject_type) query = query.where('a.subject_type', '=', subject_type);
		if (subject_id) query = query.where('a.subject_id', '=', subject_id);
		if (from) query = query.where('a.at', '>=', cairoDay(from).start);
		if (to) query = query.where('a.at', '<', cairoDay(to).end);
		if (cursor) {
			const [micros, chain, seq] = cursor.split('.');
			query = query.where(
				sql<boolean>`(a.at, a.chain, a.seq) <
					('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${chain}::smallint, ${seq}::bigint)`
			);
		}
		const rows = await query.execute();
		const last = rows.length > limit ? rows[limit - 1] : undefined;
		const entries = rows.slice(0, limit).map(({ micros: _, ...row }) => row as AuditEntry);
		return { entries, next: last ? `${last.micros}.${last.chain}.${last.seq}` : null };
	});
}
