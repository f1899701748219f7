import { sql, type RawBuilder } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { PERMIT_OVERSEERS } from '#lib/kernel/roles.ts';
import type { Ctx } from '#lib/server/context.ts';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ListStatements, type StatementPage } from '../../rules/index.ts';
import { saysWords, STATEMENTS } from '../cases/words.ts';
import { cardOf } from './list.ts';
import { certificateRows } from './row.ts';

/**
 * Statements that the departments in the asker's reach issued, the newest first.
 * @param input `ListStatements`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`; ZodError.
 */
export async function listStatements(ctx: Ctx, input: unknown): Promise<StatementPage> {
	demand(ctx, 'permit:statements');
	const { q, status, parcel, limit, cursor } = ListStatements.parse(input);
	const after = readCursor('newest', cursor, [/^\d{1,19}$/]);
	const filters: RawBuilder<unknown>[] = [sql`s.kind = 'statement'`, inReach(ctx)];
	if (after) filters.push(sql`s.id < ${after[0]}::bigint`);
	if (parcel) filters.push(sql`s.parcel_id = ${parcel}::bigint`);
	if (status) filters.push(STATUS[status](cairoDate(ctx.now())));
	return ctx.read(async (db) => {
		const said = await saysWords(db, q, { sayings: STATEMENTS });
		if (said) filters.push(said.where);
		// A page of ids first: asked in one, every certificate there is would be read for them.
		const page = await sql<{ id: string }>`select s.id::text as id from permit_certificate s
			where ${sql.join(filters, sql` and `)} order by s.id desc limit ${limit + 1}`.execute(db);
		const rows = await certificateRows(db, sql`c.id = any(${page.rows.map((r) => r.id)}::bigint[])`);
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		return {
			items: shown.map((row) => {
				const { number, code, status, issued_at, valid_until } = cardOf(ctx, row, true);
				const { id, reference, unit, parcel_id, parcel_name } = row;
				return {
					...{ id, number, code, reference, status, unit, issued_at, valid_until },
					parcel: { id: parcel_id, name: parcel_name }
				};
			}),
			next_cursor: rows.length > limit && last ? writeCursor('newest', [last.id]) : null
		};
	});
}

const revoked = sql`exists (select from permit_certificate_revocation r where r.certificate_id = s.id)`;
const superseded = sql`exists (select from permit_certificate n where n.supersedes = s.id)`;
/** As `statusOf` says it of one. */
const STATUS = {
	revoked: () => revoked,
	superseded: () => sql`(${superseded} and not ${revoked})`,
	expired: (today: string) => sql`(s.valid_until < ${today}::date and not ${revoked} and not ${superseded})`,
	valid: (today: string) =>
		sql`((s.valid_until is null or s.valid_until >= ${today}::date) and not ${revoked} and not ${superseded})`
};

function inReach({ actor }: Ctx): RawBuilder<unknown> {
	const over = actor.assignments
		.filter((a) => PERMIT_OVERSEERS.includes(a.role))
		.map((a) => (a.role === 'auditor' || a.role === 'admin' ? '/' : a.unitPath));
	return sql`s.unit_id in (select u.id from unit u, unnest(${over}::text[]) held(path)
		where starts_with(u.path, held.path) or starts_with(held.path, u.path))`;
}
