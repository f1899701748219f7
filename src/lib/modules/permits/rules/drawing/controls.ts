import { toLatinDigits } from '#lib/kernel/bidi.ts';
import type { Control, DrawnEntity } from './types.ts';

/**
 * A text of the control layer: `E=633040.823 N=497557.266` (or X and Y, or س and ص) where the point is drawn. Degrees may
 * have as many figures as a centimetre needs.
 */
export function controlOf({ geometry, text }: DrawnEntity): Control | null {
	if (geometry?.type !== 'Point' || !text) return null;
	const said = toLatinDigits(text).replaceAll('٫', '.');
	const east = numberAfter(said, '[EeXxس]');
	const north = numberAfter(said, '[NnYyص]');
	const [x, y] = geometry.coordinates;
	if (east === null || north === null || x === undefined || y === undefined) return null;
	return { drawing: [x, y], survey: [east, north] };
}

function numberAfter(text: string, letter: string): number | null {
	const match = new RegExp(
		`(?:^|[\\s,;،؛])${letter}\\s*[=:]\\s*(-?[0-9]{1,9}(?:\\.[0-9]{1,20})?)(?![0-9])`
	).exec(text);
	return match ? Number(match[1]) : null;
}
