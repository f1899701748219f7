import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	ListClashes,
	type Clash,
	type ClashRule,
	type DetourMeeting,
	type Severity,
	type Transit
} from '../rules/index.ts';
import { PARTY, toParty, type PartyRow } from './columns.ts';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import { parseInput } from './input.ts';
import { SAID, toPositions, type JudgementRow } from './judgements/read.ts';
import { explainTransit } from './detours/transit.ts';
import { tellEvidence } from './network/words.ts';
import type { KeptEvidence } from '../rules/network/index.ts';
import type { Page } from './queries.ts';
import { tidyReference } from './reference.ts';

/**
 * The open clashes, oldest first, each pair once; of one dig or of all.
 * @param input `ListClashes`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function listClashes(ctx: Ctx, input: unknown): Promise<Page<Clash>> {
	demand(ctx, 'dig:read');
	const query = parseInput(ListClashes, input);
	const [after] = readCursor('id', query.cursor, [/^\d{1,19}$/]) ?? [];
	return ctx.read(async (db) => {
		const { rows } = await clashesQuery(query, { after: after ?? '0', today: cairoDate(ctx.now()) }).execute(
			db
		);
		const items = rows.slice(0, query.limit).map(toClash);
		const last = items.at(-1);
		return { items, next_cursor: rows.length > query.limit && last ? writeCursor('id', [last.id]) : null };
	});
}

interface ClashRow {
	id: string;
	rule: ClashRule;
	severity: Severity;
	distance_m: number;
	days: number;
	from_on: string;
	to_on: string;
	first_seen: Date;
	changed_at: Date;
	area_m2: number;
	overlap: GeoJSON.MultiPolygon;
	evidence: KeptEvidence | DetourMeeting | { transit: Transit } | null;
	a: PartyRow;
	b: PartyRow | null;
	said: JudgementRow[];
}

/** @throws DomainError `not_found` */
export async function readClash(db: Tx['db'], id: string): Promise<Clash> {
	const { rows } = await sql<ClashRow>`${SELECTED} where c.id = ${id}::bigint`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return toClash(rows[0]);
}

const SELECTED = sql`
select c.id::text, c.rule, c.severity, c.distance_m, c.days, c.from_on, c.to_on, c.first_seen, c.changed_at,
	c.evidence, st_area(c.geom) as area_m2, st_asgeojson(st_transform(c.geom, 4326), 8)::jsonb as overlap,
	a.party as a, b.party as b, ${SAID} as said
from dig_clash c
join lateral (select to_jsonb(p) as party
	from (select ${PARTY} from dig d left join unit u on u.id = d.unit_id where d.id = c.dig_a) p) a on true
left join lateral (select to_jsonb(p) as party
	from (select ${PARTY} from dig d left join unit u on u.id = d.unit_id where d.id = c.dig_b) p) b on true`;

export function clashesQuery(
	{ rule, dig, limit }: ListClashes,
	{ after, today }: { after: string; today: string }
) {
	const ofRule = rule === undefined ? sql`true` : sql`c.rule = ${rule}`;
	const self = sql`(select id from dig where reference = ${tidyReference(dig ?? '')})`;
	const ofDig = dig === undefined ? sql`true` : sql`(c.dig_a = ${self} or c.dig_b = ${self})`;
	return sql<ClashRow>`${SELECTED}
where c.closed_at is null and ${standing(today)} and ${ofRule} and ${ofDig} and c.id > ${after}::bigint
order by c.id limit ${limit + 1}`;
}

/** An offer is over when the first of the two begins: time alone ends it. */
const standing = (today: string) => sql`(c.rule <> 'O1' or c.from_on > ${today}::date)`;

function toClash(row: ClashRow): Clash {
	const [a, b] = [toParty(row.a), row.b && toParty(row.b)];
	return {
		id: row.id,
		rule: row.rule,
		severity: row.severity,
		distance_m: row.distance_m,
		days: row.days,
		window: { start: row.from_on, end: row.to_on },
		overlap: row.overlap,
		...toldOf(row),
		a,
		b,
		positions: toPositions({ ...row, a, b }, row.said),
		first_seen: row.first_seen.toISOString(),
		changed_at: row.changed_at.toISOString()
	};
}

/** What a rule knows beyond place and days. */
function toldOf({ evidence, distance_m }: ClashRow): Pick<Clash, 'network' | 'detours' | 'transit'> {
	if (!evidence) return {};
	if ('effects' in evidence) return { network: tellEvidence(evidence) };
	if ('of' in evidence) return { detours: evidence };
	const { transit } = evidence;
	return { transit: { ...transit, reason: explainTransit(transit, distance_m) } };
}
