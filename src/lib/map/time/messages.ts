import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Palette } from '../style/palette.ts';
import type { MapTime } from '../types.ts';

/** West, south, east, north in EPSG:3857. */
export type Extent3857 = readonly [number, number, number, number];

/** The picture of a layer on one day, as the page asks for it. */
export interface TimeRequest {
	id: number;
	/** Null: all times at once. */
	time: MapTime | null;
	/** Draws heat instead of lines: the field whose values add up, and the value that alone is the hottest. */
	heat: { field: string; most: number } | null;
	/** What is to be seen, and how large: device pixels. */
	extent: Extent3857;
	width: number;
	height: number;
	/** The tiles that touch it. */
	tiles: readonly { url: string; extent: Extent3857 }[];
	rules: readonly SymbolRule[];
	palette: Palette;
	/** Zoom of the view. */
	zoom: number;
	pixelRatio: number;
}

export interface TimePicture {
	id: number;
	picture: ImageBitmap;
	/** Features drawn; one that lies in several tiles counts several times. */
	drawn: number;
	/** False while tiles are on their way; a better picture follows. */
	complete: boolean;
}
