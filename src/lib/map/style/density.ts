import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Style from 'ol/style/Style.js';
import type { FeatureLike } from 'ol/Feature.js';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { StyleContext } from './context.ts';
import { color } from './palette.ts';

/** True for a cell that stands for many features: the tile says how many in `n`. */
export function isDensity(feature: FeatureLike): boolean {
	return typeof feature.get('n') === 'number';
}

/** Four steps from thin to dense; each is ten times the one before. */
const STEPS = [10, 100, 1000];

/** The styles of a layer's density cells, in the colour of its features: the more there are, the stronger. */
export function densityStyles(
	rule: SymbolRule | undefined,
	{ palette }: StyleContext
): (feature: FeatureLike) => Style[] {
	const ink = rule?.fill ?? rule?.stroke ?? 'token:density';
	const styles = [...STEPS, Infinity].map((_, index) => {
		const fill = new Fill({ color: color(palette, ink, 0.1 + index * 0.17) });
		// Cells come as squares, or as points where a tile is drawn coarser.
		return [new Style({ fill, image: new CircleStyle({ radius: 2.5 + index, fill }) })];
	});
	return (feature) => {
		const step = STEPS.findIndex((limit) => (feature.get('n') as number) < limit);
		return styles[step < 0 ? STEPS.length : step] ?? [];
	};
}
