import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Style from 'ol/style/Style.js';
import type { FeatureLike } from 'ol/Feature.js';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { StyleContext } from './context.ts';
import { densityInks, densityStep } from './density-ink.ts';

/** True for a cell that stands for many features: the tile says how many in `n`. */
export function isDensity(feature: FeatureLike): boolean {
	return typeof feature.get('n') === 'number';
}

/** The styles of a layer's density cells, in the colour of its features: the more there are, the stronger. */
export function densityStyles(
	rule: SymbolRule | undefined,
	{ palette }: StyleContext
): (feature: FeatureLike) => Style[] {
	const styles = densityInks(rule, palette).map((ink, index) => {
		const fill = new Fill({ color: ink });
		// Cells come as squares, or as points where a tile is drawn coarser.
		return [new Style({ fill, image: new CircleStyle({ radius: 2.5 + index, fill }) })];
	});
	return (feature) => styles[densityStep(feature.get('n') as number)] ?? [];
}
