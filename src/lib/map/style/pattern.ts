import type { SymbolRule } from '#lib/kernel/layer.ts';

/** Pixels of one repeat. */
export const PATTERN_SIZE = 8;

/** SVG path data of a pattern's one repeat, drawn as strokes (hatch) or filled (dots). */
export const PATTERN_PATHS: Record<NonNullable<SymbolRule['pattern']>, string> = {
	// Three strokes, so that the line runs on across the seams of the repeat.
	hatch: 'M-2 2 2-2M0 8 8 0M6 10 10 6',
	dots: 'M3 4a1 1 0 1 0 2 0 1 1 0 1 0-2 0'
};

/** A repeating canvas fill over a translucent ground. */
export function patternFill(
	pattern: NonNullable<SymbolRule['pattern']>,
	ink: string,
	ground: string,
	pixelRatio: number
): CanvasPattern | string {
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = PATTERN_SIZE * pixelRatio;
	const context = canvas.getContext('2d');
	if (!context) return ground;
	context.fillStyle = ground;
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.scale(pixelRatio, pixelRatio);
	const path = new Path2D(PATTERN_PATHS[pattern]);
	if (pattern === 'hatch') {
		context.strokeStyle = ink;
		context.lineWidth = 1.2;
		context.stroke(path);
	} else {
		context.fillStyle = ink;
		context.fill(path);
	}
	return context.createPattern(canvas, 'repeat') ?? ground;
}
