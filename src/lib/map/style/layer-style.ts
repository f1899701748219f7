import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { FeatureLike } from 'ol/Feature.js';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { MapLayer } from '../types.ts';
import { zoomOf } from '../view.ts';
import type { StyleContext } from './context.ts';
import { densityStyles, isDensity } from './density.ts';
import { marker } from './marker.ts';
import { color } from './palette.ts';
import { patternFill } from './pattern.ts';
import { ruleFor, widthAt } from './symbol.ts';

export type FeatureStyle = (feature: FeatureLike, resolution: number) => Style[] | undefined;

/** Zooms are styled in steps of a quarter: finer cannot be seen, and every step is built once. */
const STEP = 4;

/**
 * The style function of a layer. Rules drawn later in the list lie below: casings of all features first, then
 * the cores from the least to the most important.
 */
export function layerStyle(layer: Pick<MapLayer, 'style' | 'geometry'>, context: StyleContext): FeatureStyle {
	const built = new Map<number, Style[]>();
	const density = densityStyles(layer.style[0], context);
	return (feature, resolution) => {
		if (isDensity(feature)) return density(feature);
		const zoom = Math.round(zoomOf(resolution) * STEP) / STEP;
		const rule = ruleFor(layer.style, (field) => feature.get(field), zoom);
		if (!rule) return undefined;
		const index = layer.style.indexOf(rule);
		const key = index * 1000 + zoom * STEP;
		let styles = built.get(key);
		if (!styles) {
			styles = buildStyles(rule, layer.geometry, zoom, layer.style.length - index, context);
			built.set(key, styles);
		}
		return styles;
	};
}

/** The OL styles of one rule at a zoom; `rank` orders the cores of rules among each other. */
export function buildStyles(
	rule: SymbolRule,
	geometry: MapLayer['geometry'],
	zoom: number,
	rank: number,
	context: StyleContext
): Style[] {
	if (geometry === 'point') return [new Style({ image: marker(rule, context) })];
	const { palette } = context;
	const width = widthAt(rule.width, zoom);
	const styles: Style[] = [];
	if (rule.casing) {
		const casing = (rule.casingWidth ?? 1) * Math.min(1, width / 2);
		styles.push(
			new Style({
				zIndex: rank - 100,
				stroke: new Stroke({ color: color(palette, rule.casing), width: width + casing * 2 })
			})
		);
	}
	styles.push(
		new Style({
			zIndex: rank,
			fill: geometry === 'polygon' && rule.fill ? new Fill({ color: fillOf(rule, context) }) : undefined,
			stroke: rule.stroke
				? new Stroke({
						color: color(palette, rule.stroke, rule.strokeOpacity),
						width,
						lineDash: rule.dash ? [...rule.dash] : undefined,
						lineCap: rule.dash ? 'butt' : 'round'
					})
				: undefined
		})
	);
	return styles;
}

function fillOf(rule: SymbolRule, context: StyleContext): string | CanvasPattern {
	const ink = rule.fill ?? 'token:slate';
	const opacity = rule.fillOpacity ?? 1;
	const ground = color(context.palette, ink, rule.pattern ? opacity * 0.5 : opacity);
	if (!rule.pattern) return ground;
	return patternFill(rule.pattern, color(context.palette, ink, 0.75), ground, context.pixelRatio);
}
