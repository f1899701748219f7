import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Box, MapCatalogue, MapLayer } from '#lib/kernel/map-contract.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { getLayer, LAYERS } from '../rules/index.ts';
import { layerExtents } from './catalogue-extents.ts';

/** The city shown where there is nothing yet: Alexandria. */
const DEFAULT_HOME: Box = [29.84, 31.13, 30.1, 31.33];
/** What tells where the work of this governorate is; the tightest of them is home. */
const HOME_LAYERS = ['districts', 'streets', 'governorates'];

/** The layers the actor may see, and what else a map needs to begin. */
export async function mapCatalogue(ctx: Ctx): Promise<MapCatalogue> {
	const extents = layerExtents(ctx.platform);
	const { DIWAN_BASEMAP_URL: url, DIWAN_BASEMAP_ATTRIBUTION: attribution } = ctx.platform.config;
	const layers: MapLayer[] = [];
	for (const layer of readableLayers(ctx)) layers.push(asMapLayer(layer, await extents.of(layer.id)));
	return {
		// A background of its own brings its land; ours would cover it.
		layers: url ? layers.map((l) => (l.id === 'land' ? { ...l, visible: false } : l)) : layers,
		home: homeOf(layers),
		basemap: url ? { url, attribution: attribution ?? '' } : null
	};
}

/** The layers the actor may see, in drawing order. */
export function readableLayers(ctx: Pick<Ctx, 'actor'>): LayerDef[] {
	return LAYERS.filter((l) => can(ctx.actor, 'layer:read', l)).sort((a, b) => a.order - b.order);
}

/**
 * A layer that the actor may see.
 * @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`.
 */
export function readableLayer(ctx: Pick<Ctx, 'actor'>, id: string): LayerDef {
	const layer = getLayer(id);
	demand(ctx, 'layer:read', layer);
	return layer;
}

/** Where a layer that the actor may see has features (WGS84), or null while it has none. */
export async function layerExtent(ctx: Ctx, id: string): Promise<Box | null> {
	return layerExtents(ctx.platform).of(readableLayer(ctx, id).id);
}

function asMapLayer(layer: LayerDef, extent: Box | null): MapLayer {
	const {
		relation: _relation,
		afar: _afar,
		readers: _readers,
		writers: _writers,
		importable: _importable,
		...open
	} = layer;
	return { ...open, extent };
}

/** @returns the smallest extent among the layers that tell, else the default city. */
export function homeOf(layers: readonly Pick<MapLayer, 'id' | 'extent'>[]): Box {
	const told = layers
		.filter((l) => HOME_LAYERS.includes(l.id))
		.flatMap(({ extent }) => (extent ? [extent] : []))
		.sort((a, b) => size(a) - size(b));
	return told[0] ?? DEFAULT_HOME;
}

const size = ([west, south, east, north]: Box) => (east - west) * (north - south);
