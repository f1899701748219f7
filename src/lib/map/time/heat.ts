import { color } from '../style/palette.ts';
import type { CompactTile } from './compact.ts';
import { daysOf, placeOf, type Days, type Place } from './draw-day.ts';
import type { TimeRequest } from './messages.ts';

/** Sums of a picture in cells; a line of the hottest value alone has about 1 in its middle. */
export interface HeatField {
	width: number;
	height: number;
	values: Float32Array;
	/** Features that count. */
	counted: number;
}

type Tiles = readonly { tile: CompactTile; extent: TimeRequest['extent'] }[];
type Request = Pick<TimeRequest, 'time' | 'extent' | 'width' | 'height' | 'pixelRatio'>;

/** Pixels of a cell: heat has no edges that a finer one would show. */
export const CELL = 4;
/** How far a work is felt around it: CSS pixels of one deviation. */
const REACH = 13;
/** Three runs of a moving mean are as good as a bell curve. */
const RUNS = 3;

/** Adds up what is there on the days shown. A piece that lies in two tiles counts in the one that it is in. */
export function heatField(tiles: Tiles, request: Request): HeatField {
	const width = Math.max(1, Math.ceil(request.width / CELL));
	const height = Math.max(1, Math.ceil(request.height / CELL));
	const values = new Float32Array(width * height);
	const reach = (REACH * request.pixelRatio) / CELL;
	const field = { width, height, values, counted: 0 };
	const days = daysOf(request.time);
	for (const { tile, extent } of tiles) {
		const { scale, x, y } = placeOf(tile, extent, request);
		addTile(field, tile, { scale: scale / CELL, x: x / CELL, y: y / CELL }, { days, reach });
	}
	spread(field, reach);
	// As high in the middle of a long line as the line is hot.
	const peak = reach * Math.sqrt(2 * Math.PI);
	for (let i = 0; i < values.length; i++) values[i]! *= peak;
	return field;
}

function addTile(
	field: HeatField,
	tile: CompactTile,
	place: Place,
	{ days: [first, last], reach }: { days: Days; reach: number }
): void {
	const { xy, pen, starts, from, to, weight } = tile;
	for (let i = 0; i < tile.count; i++) {
		if (from[i]! > last || to[i]! < first || weight[i] === 0) continue;
		field.counted++;
		let length = 0;
		for (let at = starts[i]! + 1; at < starts[i + 1]!; at++)
			if (!pen[at])
				length += Math.hypot(xy[2 * at]! - xy[2 * at - 2]!, xy[2 * at + 1]! - xy[2 * at - 1]!) * place.scale;
		// However small it is drawn, a work is a spot.
		const worth = weight[i]! * Math.max(1, reach / Math.max(length, 1e-3));
		for (let at = starts[i]!; at < starts[i + 1]!; at++) {
			const begins = pen[at] === 1;
			if (begins && at + 1 < starts[i + 1]! && !pen[at + 1]) continue;
			addPiece(field, tile, place, { to: at, from: begins ? at : at - 1, worth });
		}
	}
}

/** Walks a piece of a line in steps of a cell at most; a point is a step of no length. */
function addPiece(
	{ width, height, values }: HeatField,
	{ xy, extent }: CompactTile,
	place: Place,
	{ from, to, worth }: { from: number; to: number; worth: number }
): void {
	const [ax, ay, bx, by] = [xy[2 * from]!, xy[2 * from + 1]!, xy[2 * to]!, xy[2 * to + 1]!];
	const length = Math.hypot(bx - ax, by - ay) * place.scale;
	const steps = Math.max(1, Math.ceil(length));
	const each = worth * Math.max(length, 1e-3) * (1 / steps);
	for (let step = 0; step < steps; step++) {
		const along = (step + 0.5) / steps;
		const [x, y] = [ax + (bx - ax) * along, ay + (by - ay) * along];
		if (x < 0 || y < 0 || x >= extent || y >= extent) continue;
		const column = Math.floor(place.x + x * place.scale);
		const row = Math.floor(place.y + y * place.scale);
		if (column >= 0 && column < width && row >= 0 && row < height) values[row * width + column]! += each;
	}
}

/** Spreads each value around it like a bell of that deviation, in cells. */
function spread({ width, height, values }: HeatField, deviation: number): void {
	const box = Math.max(1, Math.round((Math.sqrt((12 * deviation * deviation) / RUNS + 1) - 1) / 2));
	const line = new Float32Array(Math.max(width, height));
	for (let run = 0; run < RUNS; run++) {
		for (let y = 0; y < height; y++) mean(values, line, { at: y * width, step: 1, count: width, box });
		for (let x = 0; x < width; x++) mean(values, line, { at: x, step: width, count: height, box });
	}
}

/** The moving mean of one row or column; beyond the edge lies nothing. */
function mean(
	values: Float32Array,
	line: Float32Array,
	{ at, step, count, box }: { at: number; step: number; count: number; box: number }
): void {
	let sum = 0;
	const value = (i: number) => (i >= 0 && i < count ? values[at + i * step]! : 0);
	for (let i = 0; i < box; i++) sum += value(i);
	for (let i = 0; i < count; i++) {
		sum += value(i + box);
		line[i] = sum / (2 * box + 1);
		sum -= value(i - box);
	}
	for (let i = 0; i < count; i++) values[at + i * step] = Math.max(0, line[i]!);
}

/** Colours and opacity from nothing to the hottest, by the colours of the rules, the hottest first. 256 x RGBA. */
export function heatRamp(rules: TimeRequest['rules'], palette: TimeRequest['palette']): Uint8ClampedArray {
	const inks = rules.toReversed().map((rule) => rgb(color(palette, rule.stroke ?? 'token:clash')));
	const ramp = new Uint8ClampedArray(256 * 4);
	for (let i = 0; i < 256; i++) {
		const share = (i / 255) * inks.length - 0.5;
		const low = Math.max(0, Math.min(inks.length - 1, Math.floor(share)));
		const high = Math.min(inks.length - 1, low + 1);
		const mix = Math.max(0, Math.min(1, share - low));
		for (let c = 0; c < 3; c++) ramp[i * 4 + c] = inks[low]![c]! * (1 - mix) + inks[high]![c]! * mix;
		// Faint at first, so that the streets under it stay readable.
		ramp[i * 4 + 3] = 215 * Math.min(1, (i / 255) * 2.2);
	}
	return ramp;
}

/** Of `#rrggbb`, as the palette has them. */
function rgb(ink: string): number[] {
	return [1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16));
}

/** Paints the heat of the days shown. @returns how many features count. */
export function drawHeat(
	context: OffscreenCanvasRenderingContext2D,
	tiles: Tiles,
	request: TimeRequest
): number {
	const { width, height, values, counted } = heatField(tiles, request);
	const ramp = heatRamp(request.rules, request.palette);
	const picture = new ImageData(width, height);
	for (let i = 0; i < values.length; i++) {
		const at = Math.min(255, Math.round(values[i]! * 255)) * 4;
		if (at === 0) continue;
		for (let c = 0; c < 4; c++) picture.data[i * 4 + c] = ramp[at + c]!;
	}
	const small = new OffscreenCanvas(width, height);
	small.getContext('2d')!.putImageData(picture, 0, 0);
	context.imageSmoothingEnabled = true;
	context.imageSmoothingQuality = 'high';
	context.drawImage(small, 0, 0, width * CELL, height * CELL);
	return counted;
}
