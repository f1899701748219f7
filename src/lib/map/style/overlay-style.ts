import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { FeatureLike } from 'ol/Feature.js';
import { bidiIsolate } from '#lib/kernel/bidi.ts';
import type { ColorRef, GeometryKind, SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '../types.ts';
import { zoomOf } from '../view.ts';
import type { StyleContext } from './context.ts';
import { buildStyles, type FeatureStyle } from './layer-style.ts';
import { color } from './palette.ts';
import { ruleFor } from './symbol.ts';

/** The looks an overlay can name; one rule serves points, lines and areas. */
export const OVERLAY_RULES: Record<
	Exclude<Overlay['style'], readonly SymbolRule[]>,
	readonly SymbolRule[]
> = {
	draft: [
		{
			stroke: 'token:select',
			width: 4,
			casing: 'token:select-outline',
			casingWidth: 2,
			fill: 'token:select',
			fillOpacity: 0.14,
			shape: 'circle',
			radius: 6
		}
	],
	dig: [
		{
			stroke: 'token:dig',
			width: 5,
			casing: 'token:dig-halo',
			casingWidth: 5,
			fill: 'token:dig',
			fillOpacity: 0.3,
			shape: 'circle',
			radius: 6
		}
	],
	zone: [
		{ fill: 'token:dig', fillOpacity: 0.18, stroke: 'token:dig', strokeOpacity: 0.6, width: 1, dash: [4, 3] }
	],
	clash: [
		{
			fill: 'token:clash',
			fillOpacity: 0.35,
			pattern: 'hatch',
			stroke: 'token:clash',
			width: 2.5,
			casing: 'token:clash-core',
			casingWidth: 2,
			shape: 'diamond',
			radius: 7
		}
	],
	highlight: [
		{
			stroke: 'token:select',
			width: 3.5,
			casing: 'token:select-outline',
			casingWidth: 3,
			fill: 'token:select',
			fillOpacity: 0.1,
			shape: 'circle',
			radius: 9
		}
	],
	preview: [
		{
			stroke: 'token:net-water',
			width: 2,
			fill: 'token:net-water',
			fillOpacity: 0.25,
			shape: 'circle',
			radius: 4
		}
	],
	refused: [
		{
			stroke: 'token:refused',
			width: 2.5,
			dash: [3, 4],
			fill: 'token:refused',
			fillOpacity: 0.2,
			pattern: 'dots',
			shape: 'cross',
			radius: 6
		}
	],
	measure: [
		{
			stroke: 'token:measure',
			width: 2,
			dash: [6, 5],
			casing: 'token:halo',
			casingWidth: 1.5,
			fill: 'token:measure',
			fillOpacity: 0.08,
			shape: 'circle',
			radius: 4
		}
	]
};

/** Pixels below its place at which a label of an overlay stands. */
export const LABEL_DOWN = -14;

const KINDS: Record<string, GeometryKind> = {
	Point: 'point',
	MultiPoint: 'point',
	LineString: 'line',
	MultiLineString: 'line',
	LinearRing: 'line'
};

/** The style function of an overlay: its rules by kind of geometry, and its label. */
export function overlayStyle(
	style: Overlay['style'],
	context: StyleContext,
	label?: string,
	ink?: ColorRef
): FeatureStyle {
	const rules = typeof style === 'string' ? OVERLAY_RULES[style] : style;
	return (feature: FeatureLike, resolution: number) => {
		const zoom = zoomOf(resolution);
		const rule = ruleFor(rules, (field) => feature.get(field), zoom);
		if (!rule) return undefined;
		const kind = KINDS[feature.getGeometry()?.getType() ?? ''] ?? 'polygon';
		const styles = buildStyles(rule, kind, zoom, rules.length - rules.indexOf(rule), context);
		const text = label && feature.get(label);
		return text ? [...styles, new Style({ text: labelText(String(text), context, ink) })] : styles;
	};
}

function labelText(
	text: string,
	{ palette, locale, font }: StyleContext,
	ink: ColorRef = 'token:label'
): Text {
	return new Text({
		text: bidiIsolate(text, locale === 'ar' ? 'rtl' : 'ltr'),
		font: `500 12px ${font}`,
		overflow: true,
		offsetY: LABEL_DOWN,
		fill: new Fill({ color: color(palette, ink) }),
		stroke: new Stroke({ color: color(palette, 'token:halo'), width: 4 })
	});
}
