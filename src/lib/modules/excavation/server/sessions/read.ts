import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type {
	CoordinationSession,
	SessionItem,
	SessionMatter,
	SessionSummary,
	SessionUnit
} from '../../rules/index.ts';

/** Sessions told in one list; older ones have their address. */
const MOST = 100;

/** The sessions, latest first. @throws DomainError `forbidden` */
export async function listSessions(ctx: Ctx): Promise<SessionSummary[]> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => {
		const { rows } =
			await sql<SummaryRow>`${SELECTED} order by s.held_on desc, s.id desc limit ${MOST}`.execute(db);
		return rows.map(toSummary);
	});
}

/** @throws DomainError `forbidden`, `not_found` */
export async function getSession(ctx: Ctx, id: string): Promise<CoordinationSession> {
	demand(ctx, 'dig:read');
	return ctx.read((db) => readSession(ctx, db, id));
}

/** @throws DomainError `not_found` */
export async function readSession(ctx: Ctx, db: Tx['db'], id: string): Promise<CoordinationSession> {
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	const { rows } = await sql<SummaryRow>`${SELECTED} where s.id = ${id}::bigint`.execute(db);
	const row = rows[0];
	if (!row) throw new DomainError('not_found');
	const items =
		await sql<ItemRow>`select i.id::text, i.position, i.clash_id::text, i.about, i.decision, i.note,
			i.decided_at, c.closed_at is null as open, st_asgeojson(st_transform(c.geom, 4326), 6)::jsonb as overlap
		from dig_session_item i join dig_clash c on c.id = i.clash_id
		where i.session_id = ${id}::bigint order by i.position`.execute(db);
	const units = await sql<SessionUnit>`select a.unit_id::text, a.present, a.represented_by,
			jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as name
		from dig_session_unit a join unit u on u.id = a.unit_id
		where a.session_id = ${id}::bigint order by u.name_ar, u.id`.execute(db);
	return {
		...toSummary(row),
		bbox: row.bbox,
		closing_note: row.closing_note,
		opened_by: row.opened_by,
		closed_by: row.closed_by,
		agenda: items.rows.map((i) => ({ ...i, decided_at: i.decided_at?.toISOString() ?? null })),
		units: units.rows,
		may_edit: can(ctx.actor, 'dig:plan') && row.closed_at === null
	};
}

interface SummaryRow {
	id: string;
	held_on: string;
	place: string | null;
	period_start: string;
	period_end: string;
	bbox: [number, number, number, number] | null;
	items: number;
	left_out: number;
	decided: number;
	closed_at: Date | null;
	closing_note: string | null;
	opened_by: Bilingual | null;
	closed_by: Bilingual | null;
}
type ItemRow = Omit<SessionItem, 'decided_at' | 'about'> & { about: SessionMatter; decided_at: Date | null };

const person = (alias: string) =>
	sql`case when ${sql.ref(`${alias}.id`)} is not null then jsonb_build_object('ar', ${sql.ref(`${alias}.name_ar`)},
		'en', ${sql.ref(`${alias}.name_en`)}) end`;

const SELECTED = sql`select s.id::text, s.held_on, s.place, s.period_start, s.period_end, s.bbox, s.closed_at,
	s.closing_note, s.left_out, n.items, n.decided, ${person('o')} as opened_by, ${person('p')} as closed_by
from dig_session s left join person o on o.id = s.opened_by left join person p on p.id = s.closed_by
cross join lateral (select count(*)::int as items, count(i.decision)::int as decided
	from dig_session_item i where i.session_id = s.id) n`;

function toSummary(row: SummaryRow): SessionSummary {
	const { id, held_on, place, items, left_out, decided, closed_at } = row;
	return {
		...{ id, held_on, place, items, left_out, decided },
		period: { start: row.period_start, end: row.period_end },
		closed_at: closed_at?.toISOString() ?? null
	};
}
