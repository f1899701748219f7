import { sql, type RawBuilder } from 'kysely';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import type { PermitSort } from '../../rules/index.ts';
import type { SummaryRow } from './columns.ts';

/** How a list of permits `p` is ordered, and where a page of it goes on. */
export interface ListOrder {
	by: RawBuilder<unknown>;
	/** Null for the first page. */
	after: RawBuilder<unknown> | null;
	cursorOf: (last: Pick<SummaryRow, 'id' | 'certificate_on' | 'decided_at'>) => string;
}

const ID = /^\d{1,19}$/;
const DAY = /^(\d{4}-\d{2}-\d{2}|infinity)$/;
/** As in the index `permit_by_deadline`: what the law ends first, then what it does not run for. */
const CERTIFIED = sql`coalesce(case when p.decided_at is null then p.certificate_on end, 'infinity'::date)`;

/** @throws DomainError `invalid_input` for a cursor of another order. */
export function orderOf(sort: PermitSort, cursor: string | undefined): ListOrder {
	if (sort === 'deadline') {
		const after = readCursor(sort, cursor, [DAY, ID]);
		return {
			by: sql`${CERTIFIED}, p.id`,
			after: after && sql`(${CERTIFIED}, p.id) > (${after[0]}::date, ${after[1]}::bigint)`,
			cursorOf: ({ id, certificate_on, decided_at }) =>
				writeCursor(sort, [(decided_at === null ? certificate_on : null) ?? 'infinity', id])
		};
	}
	const after = readCursor(sort, cursor, [ID]);
	const id = after && sql`${after[0]}::bigint`;
	return {
		by: sort === 'newest' ? sql`p.id desc` : sql`p.id`,
		after: id && (sort === 'newest' ? sql`p.id < ${id}` : sql`p.id > ${id}`),
		cursorOf: (last) => writeCursor(sort, [last.id])
	};
}
