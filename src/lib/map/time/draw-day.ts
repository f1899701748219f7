import { color } from '../style/palette.ts';
import { widthAt } from '../style/symbol.ts';
import type { CompactTile } from './compact.ts';
import type { TimeRequest } from './messages.ts';
import { dayNumber } from './spell.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Lines stroked at once: few enough for the scan line, many enough to save calls. */
const BATCH = 200;

/** Draws what is there on the day. @returns how many features that is. */
export function drawDay(
	context: Context,
	tiles: readonly { tile: CompactTile; extent: TimeRequest['extent'] }[],
	request: TimeRequest
): number {
	const { rules, palette, zoom, pixelRatio } = request;
	const days = daysOf(request.time);
	context.lineJoin = 'round';
	let drawn = 0;
	// Halos of all first, then the lines from the least to the most important: the first rule lies on top.
	for (const halo of [true, false])
		for (let index = rules.length - 1; index >= 0; index--) {
			const rule = rules[index]!;
			const ink = halo ? rule.casing : rule.stroke;
			if (!ink) continue;
			const width = widthAt(rule.width, zoom);
			const casing = halo ? (rule.casingWidth ?? 1) * Math.min(1, width / 2) * 2 : 0;
			context.strokeStyle = color(palette, ink, halo ? 1 : rule.strokeOpacity);
			context.lineWidth = (width + casing) * pixelRatio;
			context.setLineDash(halo ? [] : (rule.dash ?? []).map((length) => length * pixelRatio));
			context.lineCap = rule.dash && !halo ? 'butt' : 'round';
			const filled = !halo && rule.fill !== undefined;
			if (filled) context.fillStyle = color(palette, rule.fill!, rule.fillOpacity);
			for (const { tile, extent } of tiles) {
				const found = strokeTile(context, tile, placeOf(tile, extent, request), { index, days, filled });
				if (!halo) drawn += found;
			}
		}
	return drawn;
}

export type Days = readonly [first: number, last: number];

/** The days that are shown; all when no time is. */
export function daysOf(time: TimeRequest['time']): Days {
	if (!time) return [-Infinity, Infinity];
	const first = dayNumber(time.day);
	return [first, time.until ? dayNumber(time.until) : first];
}

export interface Place {
	scale: number;
	x: number;
	y: number;
}

/** Where a tile's units come to lie on the picture. */
export function placeOf(
	tile: CompactTile,
	extent: TimeRequest['extent'],
	{ extent: seen, width }: Pick<TimeRequest, 'extent' | 'width'>
): Place {
	const perMetre = width / (seen[2] - seen[0]);
	return {
		scale: ((extent[2] - extent[0]) / tile.extent) * perMetre,
		x: (extent[0] - seen[0]) * perMetre,
		y: (seen[3] - extent[3]) * perMetre
	};
}

function strokeTile(
	context: Context,
	tile: CompactTile,
	place: Place,
	{ index, days: [first, last], filled }: { index: number; days: Days; filled: boolean }
): number {
	const { xy, pen, from, to, starts, rule: rules } = tile;
	const { scale, x, y } = place;
	let found = 0;
	context.beginPath();
	for (let i = 0; i < tile.count; i++) {
		if (rules[i] !== index || from[i]! > last || to[i]! < first) continue;
		for (let at = starts[i]!; at < starts[i + 1]!; at++) {
			const [px, py] = [x + xy[2 * at]! * scale, y + xy[2 * at + 1]! * scale];
			if (pen[at]) context.moveTo(px, py);
			else context.lineTo(px, py);
		}
		if (++found % BATCH === 0) {
			if (filled) context.fill();
			context.stroke();
			context.beginPath();
		}
	}
	if (filled) context.fill();
	context.stroke();
	return found;
}
