import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	jointTerms,
	LEAST_SHARED_M,
	leadOf,
	STREET_CLASSES,
	USUAL_WIDTH_M,
	type Category,
	type DigState,
	type JointPrice,
	type JointTerms,
	type JointWork,
	type StreetClass,
	type Surface
} from '../../rules/index.ts';
import { placesOf } from '../calendar/place.ts';
import { PARTY, toParty, type PartyRow } from '../columns.ts';

/** A work that could share a trench, as the database has it. */
export interface Sharer extends JointWork {
	id: string;
	unit_id: string | null;
	state: DigState;
	category: Category;
	carriageway: boolean;
	surface: Surface | null;
	joint_id: string | null;
}

type SharerRow = PartyRow & Omit<Sharer, keyof JointWork | 'width_m'> & { width_m: number | null };

/** The works of an offer: its two, and those that already lie in one trench with either. */
export async function sharersOf(db: Tx['db'], clashId: string): Promise<Sharer[]> {
	const { rows } = await sql<SharerRow>`
with pair as (
	select d.id, d.joint_id from dig_clash c join dig d on d.id in (c.dig_a, c.dig_b) where c.id = ${clashId}::bigint
)
select ${PARTY}, d.category, d.carriageway, d.surface, d.width_m::float8, d.joint_id::text
from dig d left join unit u on u.id = d.unit_id
where d.id in (select id from pair) or d.joint_id in (select joint_id from pair)
order by d.id`.execute(db);
	return rows.map((row) => {
		const { id, reference, title, promoter, state, window } = toParty(row);
		const { category, carriageway, surface, joint_id, unit_id } = row;
		const width_m = row.width_m ?? USUAL_WIDTH_M;
		return {
			...{ id, reference, title, promoter, state, window, width_m },
			...{ category, carriageway, surface, joint_id, unit_id }
		};
	});
}

/** What one trench for these works means; null when they share no metre along a line, or no price is set. */
export async function computeTerms(db: Tx['db'], works: readonly Sharer[]): Promise<JointTerms | null> {
	const lead = leadOf(works);
	const shared_m = await leastSharedMetres(db, lead, works);
	if (shared_m < LEAST_SHARED_M) return null;
	const price = await priceOf(db, lead, works);
	if (!price) return null;
	const parties = works.map(({ reference, title, promoter, window, width_m }) => ({
		...{ reference, title, promoter, window, width_m }
	}));
	return jointTerms(parties, { lead: lead.reference, shared_m, price });
}

/** Of two works' lines, each within the other's zone, the shorter; planar metres of EPSG:22992. */
export function sharedMetres(a: string, b: string) {
	const inside = (line: string, zone: string) =>
		sql`st_length(st_collectionextract(st_intersection(${sql.ref(`${line}.geom`)}, ${sql.ref(`${zone}.zone`)}), 2))`;
	return sql`least(${inside(a, b)}, ${inside(b, a)})`;
}

/**
 * Metres that the lead and each of the others can dig together: of either line within the other's zone the shorter,
 * and of several works the least. Planar, EPSG:22992.
 */
async function leastSharedMetres(db: Tx['db'], lead: Sharer, works: readonly Sharer[]): Promise<number> {
	const others = works.filter((w) => w.id !== lead.id).map((w) => w.id);
	const { rows } = await sql<{ metres: number | null }>`select min(${sharedMetres('l', 'o')}) as metres
		from dig l join dig o on o.id = any(${others}::bigint[]) where l.id = ${lead.id}::bigint`.execute(db);
	return rows[0]?.metres ?? 0;
}

/** The price in force on the first day of the lead, for the most important street it lies in and its surface. */
async function priceOf(db: Tx['db'], lead: Sharer, works: readonly Sharer[]): Promise<JointPrice | null> {
	const asked = sql`select d.id::text as key, d.geom from dig d where d.id = ${lead.id}::bigint`;
	const classes = (await placesOf(db, asked, 0)).get(lead.id)?.streets.map((s) => s.class) ?? [];
	const road_class: StreetClass = STREET_CLASSES.find((c) => classes.includes(c)) ?? 'local';
	const surface = lead.surface ?? works.find((w) => w.surface)?.surface ?? 'asphalt';
	const { rows } = await sql<JointPrice>`select road_class, surface, cut_piastres::float8 as cut,
			backfill_piastres::float8 as backfill, surface_piastres::float8 as restore, valid_from, verified, origin
		from dig_joint_tariff where road_class = ${road_class} and surface = ${surface}
			and ${lead.window.start}::date between valid_from and coalesce(valid_to, 'infinity')`.execute(db);
	return rows[0] ?? null;
}
