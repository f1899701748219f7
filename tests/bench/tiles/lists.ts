import type pg from 'pg';
import { tilesOfBox, type Box3857, type TileAddress } from '#lib/server/tiles/address.ts';

export interface Areas {
	whole: Box3857;
	core: Box3857;
}

/** Where the city of the benchmark stands, EPSG:3857. */
export async function areasOf(pool: pg.Pool): Promise<Areas> {
	const { rows } = await pool.query<{ whole: number[]; core: number[] }>(`
		with corner as (
			select st_transform(st_setsrid(st_makepoint(29.75, 31.00), 4326), 22992) g),
		boxes as (
			select st_transform(st_setsrid(st_makeenvelope(st_x(g), st_y(g), st_x(g) + 33300, st_y(g) + 38800), 22992), 3857) w,
				st_transform(st_setsrid(st_makeenvelope(st_x(g) + 11400, st_y(g) + 14150, st_x(g) + 21900,
					st_y(g) + 24650), 22992), 3857) c
			from corner)
		select array[st_xmin(w), st_ymin(w), st_xmax(w), st_ymax(w)] whole,
			array[st_xmin(c), st_ymin(c), st_xmax(c), st_ymax(c)] core from boxes`);
	return rows[0] as unknown as Areas;
}

/** All tiles of a zoom that meet a box. */
export function allTiles(box: Box3857, z: number): TileAddress[] {
	const { minX, maxX, minY, maxY } = tilesOfBox(box, z);
	const tiles: TileAddress[] = [];
	for (let x = minX; x <= maxX; x++) for (let y = minY; y <= maxY; y++) tiles.push({ z, x, y });
	return tiles;
}

/** Up to `count` different tiles of a zoom, half of them from the core where there are so many, shuffled. */
export function tileList({ whole, core }: Areas, z: number, count: number): TileAddress[] {
	const random = seeded(z);
	const dense = shuffled(allTiles(core, z), random).slice(0, count / 2);
	const taken = new Set(dense.map(keyOf));
	const others = shuffled(
		allTiles(whole, z).filter((t) => !taken.has(keyOf(t))),
		random
	).slice(0, count - dense.length);
	return shuffled([...dense, ...others], random);
}

const keyOf = ({ z, x, y }: TileAddress) => `${z}/${x}/${y}`;

function shuffled<T>(list: T[], random: () => number): T[] {
	const out = [...list];
	for (let i = out.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[out[i], out[j]] = [out[j]!, out[i]!];
	}
	return out;
}

/** A fixed sequence in 0..1 (linear congruential, enough for picking tiles). */
function seeded(seed: number): () => number {
	let state = (seed * 2654435761) >>> 0;
	return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
}
