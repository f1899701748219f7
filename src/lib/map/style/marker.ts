import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Icon from 'ol/style/Icon.js';
import type ImageStyle from 'ol/style/Image.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { StyleContext } from './context.ts';
import { color } from './palette.ts';

/** The symbol of a point feature: the shape repeats what the colour says. */
export function marker(rule: SymbolRule, context: StyleContext): ImageStyle {
	const radius = rule.radius ?? 5;
	if (rule.shape === 'letter') return letterMarker(rule, context);
	const look = {
		radius,
		fill: rule.fill ? new Fill({ color: color(context.palette, rule.fill, rule.fillOpacity) }) : undefined,
		stroke: rule.stroke
			? new Stroke({
					color: color(context.palette, rule.stroke, rule.strokeOpacity),
					width: typeof rule.width === 'number' ? rule.width : 1
				})
			: undefined
	};
	switch (rule.shape) {
		case 'square':
			return new RegularShape({ ...look, points: 4, angle: Math.PI / 4 });
		case 'diamond':
			return new RegularShape({ ...look, points: 4 });
		case 'triangle':
			return new RegularShape({ ...look, points: 3 });
		case 'cross':
			return new RegularShape({ ...look, points: 4, radius2: 0 });
		default:
			return new CircleStyle(look);
	}
}

/** A disc with a letter, drawn once as one picture so that overlapping markers stay whole. */
function letterMarker(rule: SymbolRule, { palette, locale, pixelRatio, font }: StyleContext): Icon {
	const radius = rule.radius ?? 8;
	const edge = typeof rule.width === 'number' ? rule.width : 1.5;
	const size = Math.ceil((radius + edge) * 2);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = size * pixelRatio;
	const context = canvas.getContext('2d');
	if (context) {
		context.scale(pixelRatio, pixelRatio);
		context.beginPath();
		context.arc(size / 2, size / 2, radius, 0, Math.PI * 2);
		context.fillStyle = color(palette, rule.fill ?? 'token:slate', rule.fillOpacity);
		context.fill();
		context.strokeStyle = color(palette, rule.stroke ?? 'token:halo');
		context.lineWidth = edge;
		context.stroke();
		const letter = rule.letter?.[locale] ?? '';
		context.font = `600 ${Math.round(radius * 1.25)}px ${font}`;
		context.textAlign = 'center';
		context.fillStyle = color(palette, 'token:halo');
		// Centred by its ink: the letters sit on different lines.
		const ink = context.measureText(letter);
		const middle = (ink.actualBoundingBoxAscent - ink.actualBoundingBoxDescent) / 2;
		context.fillText(letter, size / 2, size / 2 + middle);
	}
	return new Icon({ img: canvas, width: size, height: size });
}
