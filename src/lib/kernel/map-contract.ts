import type { Geometry } from 'geojson';
import type { Bilingual, LayerDef } from './layer.ts';

/**
 * What the server tells a map, and what a map sends back. Shared by the services that answer and the map that
 * asks. Boxes are [west, south, east, north] in WGS84 degrees unless the name says otherwise.
 */

export type Box = [west: number, south: number, east: number, north: number];

/** A layer as a browser sees it: nothing about tables or permissions. */
export type MapLayer = Omit<LayerDef, 'relation' | 'afar' | 'readers' | 'writers' | 'importable'> & {
	/** Where it has features; null = it is empty. */
	extent: Box | null;
};

export interface MapCatalogue {
	layers: MapLayer[];
	/** What "home" shows: the extent of the administrative ground, or of the default city. */
	home: Box;
	basemap: { url: string; attribution: string } | null;
}

/** One feature of one layer; `id` is its bigint key as a string. */
export interface FeatureRef {
	layer: string;
	id: string;
}

export type RecordValue = string | number | boolean | null;

/** One titled attribute; `label` stands for the value when it is a code. */
export interface RecordField {
	name: string;
	title: Bilingual;
	type: LayerDef['fields'][number]['type'];
	value: RecordValue;
	label?: Bilingual;
}

/** A feature as the reader may see it. */
export interface FeatureRecord extends FeatureRef {
	layerTitle: Bilingual;
	title: Bilingual;
	/** The stable id of its source, or its human reference. */
	sourceId: string;
	fields: RecordField[];
	bbox: Box;
	/** Planar metres and square metres in EPSG:22992. */
	length: number | null;
	area: number | null;
	updatedAt: string;
	/** WGS84. */
	geometry: Geometry;
	/** The whole street of which this is a piece: pieces of the same name that lie together. Null when there is none. */
	whole: { pieces: number; length: number; bbox: Box; geometry: Geometry } | null;
}

/** What a click found, nearest and topmost first; `distance` in metres. */
export interface IdentifyHit extends FeatureRef {
	layerTitle: Bilingual;
	title: Bilingual;
	/** The first code or attribute that tells it from its neighbours. */
	subtitle: Bilingual | null;
	distance: number;
}

export interface SearchHit {
	kind: 'feature' | 'street' | 'coordinate';
	/** Absent for a coordinate; for a street the segment nearest to its middle. */
	ref: FeatureRef | null;
	layerTitle: Bilingual | null;
	title: Bilingual;
	subtitle: Bilingual | null;
	bbox: Box;
	center: [lon: number, lat: number];
	/** Planar metres in EPSG:22992, all segments together; null for what is not a line. */
	length: number | null;
	score: number;
}

/** A committed change of a layer as the event stream tells it; `box` in EPSG:3857. */
export interface LayerChange {
	layer: string;
	keys: string[] | null;
	box: [number, number, number, number] | null;
	op: string;
}
