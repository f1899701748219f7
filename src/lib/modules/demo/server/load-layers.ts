import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { TOWN_LAYERS, type Town, type TownFeature, type TownLayer } from '../rules/index.ts';
import { wkbHex } from './wkb.ts';

/** What distinguishes the demonstration's rows from everybody else's. */
export const SOURCE = 'demo';

const BATCH = 1500;

/**
 * Brings the reference layers in line with the town: new rows are added, changed ones rewritten, those that are no
 * longer part of it removed. Rows of other sources are left alone. @returns rows by layer.
 */
export async function loadLayers(
	db: Tx['db'],
	town: Town,
	onProgress?: (layer: string, done: number, total: number) => void
): Promise<Record<TownLayer, number>> {
	const total = TOWN_LAYERS.reduce((sum, layer) => sum + town.layers[layer].length, 0);
	const counts = {} as Record<TownLayer, number>;
	let done = 0;
	for (const layer of TOWN_LAYERS) {
		const features = town.layers[layer];
		await dropOthers(db, layer, features);
		for (let i = 0; i < features.length; i += BATCH) await upsert(db, layer, features.slice(i, i + BATCH));
		counts[layer] = features.length;
		done += features.length;
		onProgress?.(layer, done, total);
	}
	return counts;
}

async function dropOthers(db: Tx['db'], layer: TownLayer, features: readonly TownFeature[]): Promise<void> {
	const ids = features.map((f) => f.source_id);
	await sql`delete from ${sql.table(layer)} where source = ${SOURCE} and source_id <> all(${ids}::text[])`.execute(
		db
	);
}

async function upsert(db: Tx['db'], layer: TownLayer, rows: readonly TownFeature[]): Promise<void> {
	const column = <T>(pick: (row: TownFeature) => T) => rows.map(pick);
	await sql`
insert into ${sql.table(layer)} as t (source, source_id, name_ar, name_en, kind, props, geom)
select ${SOURCE}, source_id, name_ar, name_en, kind, props::jsonb, st_geomfromwkb(decode(wkb, 'hex'), 22992)
from unnest(
	${column((r) => r.source_id)}::text[], ${column((r) => r.name_ar)}::text[], ${column((r) => r.name_en)}::text[],
	${column((r) => r.kind)}::text[], ${column((r) => JSON.stringify(r.props))}::text[],
	${column((r) => wkbHex(r.geometry))}::text[]
) as given (source_id, name_ar, name_en, kind, props, wkb)
on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
	kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = now()
where (t.name_ar, t.name_en, t.kind, t.props) is distinct from
	(excluded.name_ar, excluded.name_en, excluded.kind, excluded.props)
	or st_asbinary(t.geom) <> st_asbinary(excluded.geom)`.execute(db);
}
