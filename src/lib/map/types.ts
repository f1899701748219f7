import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { ColorRef, SymbolRule } from '#lib/kernel/layer.ts';
import type { Box, FeatureRef, MapLayer } from '#lib/kernel/map-contract.ts';

export type { Box, FeatureRef, LayerChange, MapLayer } from '#lib/kernel/map-contract.ts';

/** Where the map looks. WGS84 degrees; `zoom` as in web maps (256-pixel tiles); `rotation` in degrees. */
export interface MapView {
	lon: number;
	lat: number;
	zoom: number;
	rotation: number;
}

/** One entry of the layer list, topmost first. */
export interface ShownLayer {
	id: string;
	visible: boolean;
	/** 0 to 1. */
	opacity: number;
}

/** A layer shown as it is on one day; its tiles carry the days. */
export interface MapTime {
	layer: string;
	/** `YYYY-MM-DD` */
	day: string;
	/** A stretch of days: its last one. */
	until?: string;
	/** Fields with the first and the last day of a feature. */
	from: string;
	to: string;
	/** Features that go on past their last day: those with one of these values, until a day. */
	on?: { field: string; in: readonly string[]; until: string };
}

/** One interaction at a time. */
export type ModeName = 'select' | 'measure-length' | 'measure-area' | 'draw' | 'edit';

/** How an overlay looks: one of the map's own styles, or drawing rules as in the layer catalogue. */
export type OverlayStyle =
	| 'draft'
	| 'dig'
	| 'zone'
	| 'clash'
	| 'highlight'
	| 'preview'
	| 'refused'
	| 'measure'
	| readonly SymbolRule[];

/** Features of a page's own, drawn over the layers. WGS84; give features an `id` to recognise them in `onpick`. */
export interface Overlay {
	id: string;
	features: FeatureCollection | Feature | Geometry;
	style: OverlayStyle;
	/** Property written beside each feature, and its colour. */
	label?: string;
	ink?: ColorRef;
	/** Drawing order among overlays, low first (default 0). */
	order?: number;
}

/** A drawn geometry in WGS84 with its planar measures in EPSG:22992 (metres, square metres). */
export interface Drawn {
	geometry: Geometry;
	length: number;
	area: number;
	/** Vertices placed by the person so far. */
	vertices: number;
}

export interface DrawOptions {
	type: 'point' | 'line' | 'polygon';
	/** Layers whose features catch the pointer (their geometry is fetched for the view). */
	snap?: readonly string[];
	style?: OverlayStyle;
	/** Many parts in one geometry: every finished part is added, `finish()` ends (default false). */
	multi?: boolean;
	/** While drawing: at every vertex and pointer move, at most once a frame; null after the last undo. */
	onchange?(drawn: Drawn | null): void;
	onend?(drawn: Drawn): void;
	/** Escape or `cancel()`. */
	oncancel?(): void;
}

export interface ModifyOptions {
	geometry: Geometry;
	snap?: readonly string[];
	style?: OverlayStyle;
	onchange?(drawn: Drawn): void;
	onend?(drawn: Drawn): void;
	oncancel?(): void;
}

/** Things of a page that can be taken hold of on the map. Places in WGS84. */
export interface HoldOptions {
	/** Whether something is there; `metres` on the ground around the pointer count. */
	over(at: [lon: number, lat: number], metres: number): boolean;
	/** Takes hold of it; false leaves the pointer to the map. */
	grab(at: [lon: number, lat: number], metres: number): boolean;
	/** At most once a frame, and at the end. */
	move(at: [lon: number, lat: number]): void;
	release(): void;
	undo?(): void;
	/** The mode ended: by `finish()`, `cancel()`, Escape or another mode. */
	onend?(): void;
}

/** A running mode. Calling it after its end does nothing. */
export interface EditSession {
	undo(): void;
	/** Ends with what stands; nothing happens while too few vertices are there. */
	finish(): void;
	cancel(): void;
}

export interface FitOptions {
	/** Pixels: all sides, or [top, right, bottom, left]. */
	padding?: number | [number, number, number, number];
	maxZoom?: number;
	animate?: boolean;
}

/** The map's imperative side, given by `onready`. */
export interface MapHandle {
	fit(target: Box | Geometry | FeatureCollection, options?: FitOptions): void;
	flyTo(position: [lon: number, lat: number], zoom?: number): void;
	/** Moves the ground, only as far as needed, so that a place stands clear of [top, right, bottom, left] pixels. */
	reveal(position: [lon: number, lat: number], covered: [number, number, number, number]): void;
	zoomBy(steps: number): void;
	/** Degrees; 0 = north up. */
	rotateTo(degrees: number): void;
	startDraw(options: DrawOptions): EditSession;
	startModify(options: ModifyOptions): EditSession;
	startHold(options: HoldOptions): EditSession;
	startMeasure(kind: 'length' | 'area', onchange: (drawn: Drawn | null) => void): EditSession;
	/** Ends whatever mode runs and returns to selecting. */
	cancel(): void;
	/** Loads a layer's tiles again: those touching the box (EPSG:3857), or all. The old picture stays meanwhile. */
	refreshLayer(id: string, box?: [number, number, number, number] | null): void;
	/** Outlines a feature by its geometry (WGS84); null clears. `pulse` draws attention once. */
	highlight(geometry: Geometry | null, options?: { pulse?: boolean }): void;
	/** Visible part of the ground. */
	bounds(): Box;
	/** True scale denominator at the centre for 96 dpi. */
	scale(): number;
	/** What is drawn and loaded around the centre, nearest first: for keyboard and screen reader. */
	featuresInView(limit: number): Promise<FeatureInView[]>;
	/** How many features of each work and service layer are drawn one by one in the view. */
	countsInView(): Promise<Record<string, number>>;
}

export interface FeatureInView extends FeatureRef {
	name: string;
	/** WGS84. */
	at: [lon: number, lat: number];
	/** Ground metres from the centre of the map. */
	distance: number;
}

/** What a click or Enter asks about. */
export interface MapPick {
	/** WGS84. */
	at: [lon: number, lat: number];
	zoom: number;
	/** Layers drawn at this moment, topmost first. */
	layers: string[];
	/** Pixels around the point that count: more for a finger than for a mouse. */
	tolerance: number;
	/** Overlay features under the pointer. */
	overlays: { overlay: string; id: string | number | undefined; properties: Record<string, unknown> }[];
}

/** A background that is not ours: an address with {z}, {x}, {y} of raster or vector tiles. */
export interface Basemap {
	url: string;
	attribution: string;
}

export interface DiwanMapOptions {
	layers: readonly MapLayer[];
	home: Box;
	basemap?: Basemap | null;
}
