import { FONTS, type LabelLook } from './candidate.ts';

export type MeasureText = (text: string, look: LabelLook) => number;

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** Width in pixels of the longest line of a text in a look; remembered, streets repeat their names. */
export function measureWith(font: string): MeasureText {
	return (text, look) => {
		const key = `${look}|${text}`;
		const known = widths.get(key);
		if (known !== undefined) return known;
		context ??= document.createElement('canvas').getContext('2d');
		if (!context) return text.length * 7;
		context.font = `${FONTS[look]} ${font}`;
		const width = Math.max(...text.split('\n').map((line) => context!.measureText(line).width));
		if (widths.size > 20_000) widths.clear();
		widths.set(key, width);
		return width;
	};
}
