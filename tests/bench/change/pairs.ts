import type pg from 'pg';
import { tilesOfBox, type Box3857, type TileAddress } from '#lib/server/tiles/address.ts';

/** Two planned works of different companies in one place, at different times. */
export interface Pair {
	mine: Work;
	other: Work;
	/** A tile that both are in. */
	tile: TileAddress;
}

interface Work {
	id: string;
	reference: string;
	starts_on: string;
	ends_on: string;
}

/** Zoom of the tiles that are looked at: a few streets. */
const ZOOM = 15;

/**
 * Gives the coming works of two promoters to two companies, and finds pairs of them that would clash if the one were
 * moved to the days of the other. The other company watches the ground of its works.
 */
export async function makePairs(pool: pg.Pool, count: number): Promise<Pair[]> {
	for (const [unit, promoter] of Object.entries(COMPANIES))
		await pool.query(
			`update dig set unit_id = u.id from unit u
			where u.code = $1 and dig.promoter = $2 and dig.starts_on > current_date + 30 and dig.unit_id is null`,
			[unit, promoter]
		);
	await pool.query('analyze dig');
	const { rows } = await pool.query<{ mine: Work; other: Work; box: Box3857 }>(PAIRS, [
		...Object.keys(COMPANIES),
		count
	]);
	if (rows.length < count) throw new Error(`only ${rows.length} pairs of works to try with`);
	for (const table of ['dig_interest_area', 'dig_interest_notice'])
		await pool.query(`delete from ${table} a using unit u where u.id = a.unit_id and u.code = $1`, [OTHER]);
	for (const { other } of rows)
		await pool.query(
			`insert into dig_interest_area (unit_id, name, geom, created_at)
			select unit_id, reference, st_buffer(st_envelope(geom), 50), now() from dig where id = $1`,
			[other.id]
		);
	return rows.map(({ mine, other, box }) => {
		const { minX: x, minY: y } = tilesOfBox(box, ZOOM);
		return { mine, other, tile: { z: ZOOM, x, y } };
	});
}

export const MINE = 'bench-water';
export const OTHER = 'bench-gas';
const COMPANIES = { [MINE]: 'مياه الشرب', [OTHER]: 'الغاز' };

const PAIRS = `
with pair as (
	select distinct on (o.id) m.id as mine, o.id as other, st_envelope(st_intersection(m.zone, o.zone)) as meet
	from dig m join unit mu on mu.id = m.unit_id and mu.code = $1
	join dig o on o.zone && m.zone and st_dwithin(o.geom, m.geom, 5)
	join unit ou on ou.id = o.unit_id and ou.code = $2
	where m.category <> 'emergency' and o.category <> 'emergency' and m.state = 'planned' and o.state = 'planned'
		and (m.starts_on > o.ends_on + 10 or o.starts_on > m.ends_on + 10)
	order by o.id, m.id
),
-- Each work in one pair only, and none that has a clash of its own already.
once as (
	select distinct on (mine) * from pair p
	where not exists (select from dig_clash c where c.closed_at is null and p.other in (c.dig_a, c.dig_b))
	order by mine, other
)
select to_jsonb(m) as mine, to_jsonb(o) as other,
	array[st_xmin(at.g), st_ymin(at.g), st_xmin(at.g), st_ymin(at.g)] as box
from once p
join lateral (select id::text, reference, starts_on, ends_on from dig where id = p.mine) m on true
join lateral (select id::text, reference, starts_on, ends_on from dig where id = p.other) o on true,
	lateral (select st_transform(st_centroid(p.meet), 3857) as g) at
order by p.mine limit $3`;
