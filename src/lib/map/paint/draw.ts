import type { SymbolRule } from '#lib/kernel/layer.ts';
import { densityInks, densityStep } from '../style/density-ink.ts';
import { color, type Palette } from '../style/palette.ts';
import { ruleFor, widthAt } from '../style/symbol.ts';
import { valueOf, type OpenTile, type TileFeature } from './tile.ts';

/** How a tile is to be painted. */
export interface Look {
	rules: readonly SymbolRule[];
	palette: Palette;
	/** Zoom of the view. */
	zoom: number;
	/** Device pixels of a side of the picture. */
	side: number;
	pixelRatio: number;
	/** The square of the tile to paint, in shares of its side: all of it, or a part that is seen enlarged. */
	part: { x: number; y: number; size: number };
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Shapes filled and stroked at once: few enough for the scan line, many enough to save calls. */
const BATCH = 64;

/** Paints the areas and lines of a tile. @returns whether it counts its features because there are too many. */
export function drawTile(context: Context, tile: OpenTile, look: Look): boolean {
	context.lineJoin = 'round';
	context.lineCap = 'round';
	if (tile.keys.includes('n')) {
		drawCells(context, tile, look);
		return tile.values.includes('dense');
	}
	const byRule = new Map<SymbolRule, TileFeature[]>();
	for (const feature of tile.features) {
		const rule = ruleFor(look.rules, (field) => valueOf(tile, feature, field), look.zoom);
		if (!rule) continue;
		const features = byRule.get(rule);
		if (features) features.push(feature);
		else byRule.set(rule, [feature]);
	}
	// The first rule lies on top.
	for (const rule of [...look.rules].reverse()) {
		const features = byRule.get(rule);
		if (features) drawRule(context, tile, look, rule, features);
	}
	return false;
}

function drawRule(
	context: Context,
	tile: OpenTile,
	look: Look,
	rule: SymbolRule,
	features: readonly TileFeature[]
): void {
	const { palette, zoom, pixelRatio } = look;
	const fill = rule.fill && color(palette, rule.fill, rule.fillOpacity);
	const stroke = rule.stroke && color(palette, rule.stroke, rule.strokeOpacity);
	if (fill) context.fillStyle = fill;
	if (stroke) context.strokeStyle = stroke;
	context.lineWidth = widthAt(rule.width, zoom) * pixelRatio;
	context.setLineDash((rule.dash ?? []).map((length) => length * pixelRatio));
	const paint = () => {
		if (fill) context.fill();
		if (stroke) context.stroke();
		context.beginPath();
	};
	context.beginPath();
	features.forEach((feature, index) => {
		trace(context, tile, feature, look);
		if (index % BATCH === BATCH - 1) paint();
	});
	paint();
}

function drawCells(context: Context, tile: OpenTile, look: Look): void {
	const inks = densityInks(look.rules[0], look.palette);
	for (const feature of tile.features) {
		context.fillStyle = inks[densityStep(Number(valueOf(tile, feature, 'n')))]!;
		context.beginPath();
		trace(context, tile, feature, look);
		context.fill();
	}
}

/** Lays a feature's geometry into the path. */
function trace(context: Context, tile: OpenTile, feature: TileFeature, { side, part }: Look): void {
	if (feature.geometry < 0 || feature.type === 1) return;
	const { pbf, extent } = tile;
	const scale = side / part.size / extent;
	const [left, top] = [(part.x / part.size) * side, (part.y / part.size) * side];
	pbf.pos = feature.geometry;
	const end = pbf.readVarint() + pbf.pos;
	let [x, y] = [0, 0];
	while (pbf.pos < end) {
		const command = pbf.readVarint();
		const kind = command & 7;
		if (kind === 7) {
			context.closePath();
			continue;
		}
		for (let count = command >> 3; count > 0; count--) {
			x += pbf.readSVarint();
			y += pbf.readSVarint();
			if (kind === 1) context.moveTo(x * scale - left, y * scale - top);
			else context.lineTo(x * scale - left, y * scale - top);
		}
	}
}
