import { valueOf, type OpenTile } from '../paint/tile.ts';
import { ruleFor } from '../style/symbol.ts';
import type { TimeRequest } from './messages.ts';
import { spellOf } from './spell.ts';

/** The lines of a tile, laid out for being drawn again and again: one long row of numbers for each thing. */
export interface CompactTile {
	extent: number;
	count: number;
	/** First and last day of each feature. */
	from: Float64Array;
	to: Float64Array;
	/** What each counts in the heat: shares of the hottest. */
	weight: Float32Array;
	/** Which drawing rule; 255 = none. */
	rule: Uint8Array;
	/** Where each feature's points begin; one more at the end. */
	starts: Uint32Array;
	/** x and y of every point in the tile's units; a point that begins a line has its `pen` up. */
	xy: Int16Array;
	pen: Uint8Array;
}

const ALWAYS = [-Infinity, Infinity] as const;

/** Reads a tile once; the zoom of the view decides the rule, as in the style. */
export function compactTile(
	tile: OpenTile,
	{ time, heat, rules, zoom }: Pick<TimeRequest, 'time' | 'heat' | 'rules' | 'zoom'>
): CompactTile {
	const { pbf, features } = tile;
	const count = features.length;
	const compact = {
		extent: tile.extent,
		count,
		from: new Float64Array(count),
		to: new Float64Array(count),
		weight: new Float32Array(count),
		rule: new Uint8Array(count),
		starts: new Uint32Array(count + 1)
	};
	const xy: number[] = [];
	const pen: number[] = [];
	features.forEach((feature, i) => {
		const get = (field: string) => valueOf(tile, feature, field);
		[compact.from[i], compact.to[i]] = time ? spellOf(time, get) : ALWAYS;
		if (heat) compact.weight[i] = (Number(get(heat.field)) || 0) / heat.most;
		const rule = ruleFor(rules, get, zoom);
		compact.rule[i] = rule ? rules.indexOf(rule) : 255;
		compact.starts[i] = pen.length;
		if (feature.geometry < 0) return;
		pbf.pos = feature.geometry;
		const end = pbf.readVarint() + pbf.pos;
		let [x, y, firstX, firstY] = [0, 0, 0, 0];
		while (pbf.pos < end) {
			const command = pbf.readVarint();
			const kind = command & 7;
			if (kind === 7) {
				xy.push(firstX, firstY);
				pen.push(0);
				continue;
			}
			for (let left = command >> 3; left > 0; left--) {
				x += pbf.readSVarint();
				y += pbf.readSVarint();
				if (kind === 1) [firstX, firstY] = [x, y];
				xy.push(x, y);
				pen.push(kind === 1 ? 1 : 0);
			}
		}
	});
	compact.starts[count] = pen.length;
	return { ...compact, xy: Int16Array.from(xy), pen: Uint8Array.from(pen) };
}
