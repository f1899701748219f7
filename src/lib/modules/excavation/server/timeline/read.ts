import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { TimelineQuery, type Grouping, type Timeline, type TimelineGroup } from '../../rules/index.ts';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import { parseInput } from '../input.ts';
import { barQuery, countQuery, toWork, type BarRow } from './queries.ts';

const SHAPE = [/^\d{4}-\d{2}-\d{2}$/, /^\d{1,19}$/];

/**
 * The works on a piece of the map that are open in a stretch of days, in groups; cancelled and refused ones, which
 * take place nowhere, are left out.
 * @param input `TimelineQuery`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function timelineOf(ctx: Ctx, input: unknown): Promise<Timeline> {
	demand(ctx, 'dig:read');
	const query = readQuery(input);
	const after = readCursor('timeline', query.cursor, SHAPE);
	const wanted = { ...query, today: cairoDate(ctx.now()) };
	return ctx.read(async (db) => {
		const { rows } = await barQuery(wanted, after).execute(db);
		const count = await countQuery(wanted).execute(db);
		const page = rows.slice(0, query.limit);
		const last = page.at(-1);
		return {
			by: query.by,
			window: { start: query.from, end: query.to },
			groups: grouped(page, query.by),
			shown: page.length,
			total: count.rows[0]?.total ?? 0,
			next_cursor:
				rows.length > query.limit && last ? writeCursor('timeline', [last.starts_on, last.id]) : null
		};
	});
}

function readQuery(input: unknown): TimelineQuery {
	const query = parseInput(TimelineQuery, input);
	if (query.from > query.to)
		throw new DomainError('invalid_input', { fields: [{ path: 'to', code: 'dig_window_reversed' }] });
	return query;
}

/** Groups in the order of their first work; those without a name last. */
function grouped(rows: readonly BarRow[], by: Grouping): TimelineGroup[] {
	const groups = new Map<string, TimelineGroup>();
	for (const row of rows) {
		const name = by === 'street' ? row.street : row.promoter;
		const key = name?.ar ?? '';
		const group = groups.get(key) ?? { name, works: [] };
		group.works.push(toWork(row));
		groups.set(key, group);
	}
	return [...groups.values()].sort((a, b) => Number(a.name === null) - Number(b.name === null));
}
