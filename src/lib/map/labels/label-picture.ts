import type { StyleContext } from '../style/context.ts';
import { color } from '../style/palette.ts';
import { FONTS, LINE_HEIGHT, type LabelCandidate } from './candidate.ts';

/** A label drawn once: letters with a halo are far too slow to draw in every frame of a moving map. */
export interface LabelPicture {
	canvas: HTMLCanvasElement;
	/** Device pixels from the label's position to the picture's middle. */
	x: number;
	y: number;
}

/** Width of the halo around the letters, pixels. */
const HALO = 3.5;

/** Draws a label as it stands on a map turned by `rotation` (radians clockwise): along its street, or level. */
export function drawLabel(label: LabelCandidate, context: StyleContext, rotation: number): LabelPicture {
	const { palette, pixelRatio, font } = context;
	const turn = label.angle === null ? 0 : upright(rotation - label.angle);
	const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
	const [width, height] = [label.width + HALO * 2, label.height + HALO * 2];
	const canvas = document.createElement('canvas');
	canvas.width = Math.ceil((width * Math.abs(cos) + height * Math.abs(sin)) * pixelRatio);
	canvas.height = Math.ceil((width * Math.abs(sin) + height * Math.abs(cos)) * pixelRatio);
	const pen = canvas.getContext('2d');
	if (pen) {
		pen.translate(canvas.width / 2, canvas.height / 2);
		pen.scale(pixelRatio, pixelRatio);
		pen.rotate(turn);
		pen.font = `${FONTS[label.look]} ${font}`;
		pen.textAlign = 'center';
		pen.textBaseline = 'middle';
		pen.lineJoin = 'round';
		pen.lineWidth = HALO;
		pen.strokeStyle = color(palette, 'token:halo');
		pen.fillStyle = color(palette, 'token:label');
		const lines = label.text.split('\n');
		const place = (index: number) => (index - (lines.length - 1) / 2) * LINE_HEIGHT;
		lines.forEach((line, index) => pen.strokeText(line, 0, place(index)));
		lines.forEach((line, index) => pen.fillText(line, 0, place(index)));
	}
	// `down` is across the text: below it as one reads it.
	return { canvas, x: -sin * label.down * pixelRatio, y: cos * label.down * pixelRatio };
}

/** A clockwise turn, plus half a turn when the text would stand on its head. */
function upright(turn: number): number {
	const seen = Math.atan2(Math.sin(turn), Math.cos(turn));
	return Math.abs(seen) > Math.PI / 2 ? turn + Math.PI : turn;
}
