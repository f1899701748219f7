import type { LayerDef } from '#lib/kernel/layer.ts';

/** TileJSON 3.0.0, with the counted tiles of ours described under `aggregate`. */
export interface TileJson {
	tilejson: '3.0.0';
	name: string;
	attribution?: string;
	scheme: 'xyz';
	tiles: string[];
	minzoom: number;
	maxzoom: number;
	bounds?: [west: number, south: number, east: number, north: number];
	vector_layers: {
		id: string;
		description: string;
		minzoom: number;
		maxzoom: number;
		fields: Record<string, string>;
	}[];
	/**
	 * Tiles may hold squares with a count in place of features: below `below` always (`overview`), and wherever a
	 * tile would be too large (`dense`).
	 */
	aggregate: { below: number; fields: { n: string; aggregate: string } };
}

export interface TileJsonOptions {
	/** Scheme and host, without a slash at the end. */
	origin: string;
	locale: 'ar' | 'en';
	/** WGS84. */
	bounds?: TileJson['bounds'];
}

/** Describes a layer's tiles to other programs. */
export function tileJson(layer: LayerDef, { origin, locale, bounds }: TileJsonOptions): TileJson {
	const { minZoom, maxZoom, detailZoom, low } = layer.tiles;
	const minzoom = firstZoom(layer);
	const shown = layer.fields.filter((f) => f.tileFrom !== undefined);
	return {
		tilejson: '3.0.0',
		name: layer.title[locale],
		...(layer.attribution ? { attribution: layer.attribution } : {}),
		scheme: 'xyz',
		tiles: [`${origin}/tiles/${encodeURIComponent(layer.id)}/{z}/{x}/{y}.mvt`],
		minzoom,
		maxzoom: maxZoom,
		...(bounds ? { bounds } : {}),
		vector_layers: [
			{
				id: layer.id,
				description: layer.title[locale],
				minzoom,
				maxzoom: maxZoom,
				fields: {
					...Object.fromEntries(shown.map((f) => [f.name, `${typeWord(f.type)}, ${f.title[locale]}`])),
					...AGGREGATE
				}
			}
		],
		aggregate: { below: low === 'grid' ? detailZoom : minZoom, fields: AGGREGATE }
	};
}

const AGGREGATE = {
	n: 'Number, how many features the square stands for',
	aggregate: 'String, overview or dense: why features are counted here'
};

function firstZoom({ tiles: { minZoom, detailZoom, low } }: LayerDef): number {
	if (low === 'none') return Math.max(minZoom, detailZoom);
	if (low === 'grid') return minZoom;
	return Math.max(minZoom, low.kindsByZoom[0]?.[0] ?? detailZoom);
}

function typeWord(type: LayerDef['fields'][number]['type']): 'Number' | 'Boolean' | 'String' {
	if (type === 'integer' || type === 'number') return 'Number';
	return type === 'boolean' ? 'Boolean' : 'String';
}
