import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { StyleContext } from '../style/context.ts';
import { color } from '../style/palette.ts';
import { FONTS, type LabelCandidate } from './candidate.ts';

/** The style of one label: its words in the label colour on a halo, along its street or level. */
export function labelStyle(label: LabelCandidate, context: StyleContext, rotation: number): Style {
	return new Style({
		text: new Text({
			text: label.text,
			font: `${FONTS[label.look]} ${context.font}`,
			textAlign: 'center',
			textBaseline: 'middle',
			offsetY: label.down,
			rotateWithView: label.angle !== null,
			rotation: label.angle === null ? 0 : upright(-label.angle, rotation),
			...paint(context)
		})
	});
}

const paints = new WeakMap<StyleContext, { fill: Fill; stroke: Stroke }>();

function paint(context: StyleContext): { fill: Fill; stroke: Stroke } {
	let made = paints.get(context);
	if (!made) {
		const { palette } = context;
		made = {
			fill: new Fill({ color: color(palette, 'token:label') }),
			stroke: new Stroke({ color: color(palette, 'token:halo'), width: 3.5, lineJoin: 'round' })
		};
		paints.set(context, made);
	}
	return made;
}

/** A clockwise turn, plus half a turn when the text would stand on its head on the turned map. */
function upright(turn: number, rotation: number): number {
	const seen = Math.atan2(Math.sin(turn + rotation), Math.cos(turn + rotation));
	return Math.abs(seen) > Math.PI / 2 ? turn + Math.PI : turn;
}
