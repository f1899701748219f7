import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Style from 'ol/style/Style.js';
import type { FeatureLike } from 'ol/Feature.js';
import type { StyleContext } from './context.ts';
import { color } from './palette.ts';

/** True for a cell that stands for many features: the tile says how many in `n`. */
export function isDensity(feature: FeatureLike): boolean {
	return typeof feature.get('n') === 'number';
}

/** Four steps from thin to dense; each is ten times the one before. */
const STEPS = [10, 100, 1000];
const styles = new WeakMap<StyleContext, Style[]>();

/** The style of a density cell: the more features, the stronger. */
export function densityStyle(feature: FeatureLike, context: StyleContext): Style[] {
	const n = feature.get('n') as number;
	const step = STEPS.findIndex((limit) => n < limit);
	let all = styles.get(context);
	if (!all) styles.set(context, (all = STEPS.concat(Infinity).map((_, index) => stepStyle(index, context))));
	const style = all[step < 0 ? STEPS.length : step];
	return style ? [style] : [];
}

function stepStyle(index: number, { palette }: StyleContext): Style {
	const fill = new Fill({ color: color(palette, 'token:density', 0.12 + index * 0.16) });
	// Cells come as squares, or as points where a tile is drawn coarser.
	return new Style({ fill, image: new CircleStyle({ radius: 2.5 + index, fill }) });
}
