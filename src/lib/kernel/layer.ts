import type { Role } from './roles.ts';

/** A title in both languages. */
export interface Bilingual {
	ar: string;
	en: string;
}

export type GeometryKind = 'point' | 'line' | 'polygon';
export type LayerGroup = 'base' | 'administrative' | 'planning' | 'networks' | 'services' | 'work';

/** Who may see a layer: anyone, any signed-in member of staff, or the holders of the named roles. */
export type Audience = 'public' | 'staff' | readonly Role[];

/** An attribute of a layer. `column` names a real column; without it the value lives in `props ->> name`. */
export interface LayerField {
	name: string;
	title: Bilingual;
	type: 'text' | 'integer' | 'number' | 'date' | 'timestamp' | 'boolean';
	column?: string;
	/** Carried in vector tiles from this zoom on (0 = always); absent = only in the record. */
	tileFrom?: number;
	/** Shown in the identify panel (default true). */
	identify?: boolean;
	/** Values with a title of their own (codes). */
	values?: Record<string, Bilingual>;
}

/** A colour by design token (resolved per theme by the map) or a literal. */
export type ColorRef = `token:${string}` | `#${string}`;

/** One drawing rule, used for the map and for the legend alike. The first rule whose `when` holds is drawn. */
export interface SymbolRule {
	title?: Bilingual;
	when?: { field: string; in: readonly (string | number | boolean)[] };
	minZoom?: number;
	fill?: ColorRef;
	fillOpacity?: number;
	stroke?: ColorRef;
	strokeOpacity?: number;
	/** Pixels, or [zoom, pixels] stops interpolated in between. */
	width?: number | readonly (readonly [zoom: number, px: number])[];
	casing?: ColorRef;
	casingWidth?: number;
	dash?: readonly number[];
	/** Point symbols. */
	shape?: 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'letter';
	letter?: Bilingual;
	radius?: number;
	pattern?: 'hatch' | 'dots';
}

/** On which days the features of a layer are there. */
export interface LayerDays {
	/** Fields with the first and the last day. */
	from: string;
	to: string;
	/** Features that go on past their last day: those with one of these values. */
	on?: { field: string; in: readonly string[] };
}

/**
 * A layer as data. Its table has the standard columns `id, source, source_id, name_ar, name_en, kind, props,
 * geom (EPSG:22992), geom_3857, updated_at`; modules with their own tables publish a view with the same columns.
 */
export interface LayerDef {
	id: string;
	group: LayerGroup;
	title: Bilingual;
	geometry: GeometryKind;
	/** Table or view holding the standard columns. */
	relation: string;
	/**
	 * Below this zoom tiles are made of another relation, which has the same rows in fewer columns: `id`, `kind`,
	 * `geom_3857` and those of the fields that tiles carry there.
	 */
	afar?: { below: number; relation: string };
	/** True when the generic import may write to it. */
	importable: boolean;
	/** Who may see the layer in any form: tile, record, export, search. */
	readers: Audience;
	/** Who may import into it. */
	writers: readonly Role[];
	fields: readonly LayerField[];
	/** Field whose value labels the feature on the map, from a zoom on. */
	label?: { fields: Bilingual; minZoom: number; alongLine?: boolean };
	style: readonly SymbolRule[];
	/**
	 * The browser draws it as heat: features add up, each by a value of which `most` alone is the hottest. The rules
	 * of the style give its colours, the hottest first, and its legend; other programs draw them as they are.
	 */
	heat?: { field: string; most: number };
	/** When the map shows the works of a day, only what is there on it is drawn; tiles carry the fields. */
	days?: LayerDays;
	tiles: {
		minZoom: number;
		maxZoom: number;
		/** What stands below `detailZoom`: nothing, a density grid, or only the features of the named kinds. */
		detailZoom: number;
		low: 'none' | 'grid' | { kindsByZoom: readonly (readonly [zoom: number, kinds: readonly string[]])[] };
	};
	/** Shown when nobody has chosen otherwise. */
	visible: boolean;
	/** Drawing order inside the map, low first. */
	order: number;
	/** Found by the search box; `weight` ranks layers against each other. */
	search?: { weight: number };
	attribution?: string;
}
