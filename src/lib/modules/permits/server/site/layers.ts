import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { getLayer } from '#lib/modules/layers/rules/index.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { fromSite } from './kept.ts';

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

/** What the layers of a site hold at a moment. */
export interface LayerStates {
	layers: Record<SiteLayer, LayerState>;
	/** Kinds of constraints that the layer has anywhere. */
	kinds: string[];
	/** Stays the same as long as no layer but that of works changes; null where this transaction itself changed one. */
	stamps: string | null;
}

/** What each layer of a site holds in the whole governorate, and which kinds of constraints. */
export async function layerStates(db: Tx['db']): Promise<LayerStates> {
	const { rows } = await STATES.execute(db);
	const { stamps, versions, digs } = rows[0]!;
	const { holds, kinds } = await fromSite(stamps, 'layers', async () => (await HOLDS.execute(db)).rows[0]!);
	const of = (layer: SiteLayer): LayerState => ({
		holds: layer === 'digs' ? digs : holds[layer],
		version: versions[layer]?.version ?? null,
		changed_at: versions[layer]?.at ?? null
	});
	return {
		layers: Object.fromEntries(SITE_LAYERS.map((layer) => [layer, of(layer)])) as Record<
			SiteLayer,
			LayerState
		>,
		kinds,
		stamps
	};
}

export const titleOfLayer = (layer: SiteLayer): Bilingual => getLayer(layer).title;

const STAMPED = SITE_LAYERS.filter((layer) => layer !== 'digs');

/**
 * The last change of a layer is its version: it is kept (`change_event`) however old it is. The stamps are read before what
 * they stand for: of what is read after them, they are never too new.
 */
const STATES = sql<{
	stamps: string | null;
	digs: boolean;
	versions: Partial<Record<SiteLayer, { version: string; at: string }>>;
}>`${KEEP}select case when not exists (select from change_event e where e.at = now() and starts_with(e.topic, 'layer:'))
		then string_agg(s.stamp::text, ' ' order by s.layer) end as stamps, exists (select from dig) as digs,
	coalesce(jsonb_object_agg(s.layer, jsonb_build_object('version', s.event::text, 'at', s.at))
		filter (where s.event is not null), '{}') as versions
	from (select layer, stamp, event, at from site_layer_stamp union all
		(select 'digs', null, e.id, e.at from change_event e where e.topic = 'layer:digs' order by e.topic, e.id desc limit 1)) s`;

const HOLDS = sql<{ holds: Record<Exclude<SiteLayer, 'digs'>, boolean>; kinds: string[] }>`${KEEP}select
	jsonb_build_object(${sql.join(
		STAMPED.flatMap((layer) => [sql.lit(layer), sql`exists (select from ${sql.table(layer)})`])
	)}) as holds,
	coalesce((select jsonb_agg(kind) from unnest(${sql.lit(`{${[...RESTRICTIONS, ...CEILINGS, CORDON].join()}}`)}::text[]) kind
		where exists (select from constraints c where c.kind = kind.kind)), '[]') as kinds`;
