import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { getLayer } from '#lib/modules/layers/rules/index.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/database.ts';

/** The layers that a site is read from. */
export const SITE_LAYERS = [
	'right_of_way',
	'parcels',
	'zones',
	'constraints',
	'violations',
	'utilities_water',
	'utilities_sewage',
	'utilities_gas',
	'utilities_power',
	'utilities_telecom',
	'digs'
] as const;
export type SiteLayer = (typeof SITE_LAYERS)[number];

/** Kinds of constraints, as the layer has them: those with a ceiling, the cordon, and those whose agency is asked. */
export const CEILINGS = ['military_height', 'aviation_height'] as const;
export const CORDON = 'cordon';
export const RESTRICTIONS = [
	'antiquities',
	'nile_bank',
	'canal_bank',
	'irrigation',
	'listed_building',
	'shore'
] as const;

/** Whether a layer has anything at all, anywhere; and its last change. */
export interface LayerState {
	holds: boolean;
	version: string | null;
	changed_at: string | null;
}

/** What each layer of a site holds in the whole governorate, and which kinds of constraints. */
export async function layerStates(
	db: Tx['db']
): Promise<{ layers: Record<SiteLayer, LayerState>; kinds: string[] }> {
	const { rows } = await QUERY.execute(db);
	const { holds, kinds, versions } = rows[0]!;
	const of = (layer: SiteLayer): LayerState => ({
		holds: holds[layer],
		version: versions[layer]?.version ?? null,
		changed_at: versions[layer]?.at ?? null
	});
	return {
		layers: Object.fromEntries(SITE_LAYERS.map((layer) => [layer, of(layer)])) as Record<
			SiteLayer,
			LayerState
		>,
		kinds
	};
}

export const titleOfLayer = (layer: SiteLayer): Bilingual => getLayer(layer).title;

/** The last change of a layer is its version: it is kept (`change_event`) however old it is. */
const QUERY = sql<{
	holds: Record<SiteLayer, boolean>;
	kinds: string[];
	versions: Partial<Record<SiteLayer, { version: string; at: string }>>;
}>`${KEEP}select
	jsonb_build_object(${sql.join(
		SITE_LAYERS.flatMap((layer) => [
			sql.lit(layer),
			sql`exists (select from ${sql.table(layer === 'digs' ? 'dig' : layer)})`
		])
	)}) as holds,
	coalesce((select jsonb_agg(kind) from unnest(${sql.lit(`{${[...RESTRICTIONS, ...CEILINGS, CORDON].join()}}`)}::text[]) kind
		where exists (select from constraints c where c.kind = kind.kind)), '[]') as kinds,
	(select coalesce(jsonb_object_agg(layer, jsonb_build_object('version', last.id::text, 'at', last.at)), '{}')
		from unnest(${sql.lit(`{${SITE_LAYERS.join()}}`)}::text[]) layer, lateral (
			-- Not by the number alone, whose index is long.
			select * from (select topic, id, at from change_event where topic >= 'layer:' || layer
				order by topic, id desc limit 1) first where topic = 'layer:' || layer) last) as versions`;
