import { encode } from 'uqr';

/** Modules around the code that must stay light; scanners need four. */
const QUIET = 4;

/**
 * A QR code (level M) of a text as one SVG path of its dark modules, in units of a module, with the quiet zone.
 * `size` is the side of the picture.
 */
export function qrPath(text: string): { size: number; path: string } {
	const { size, data } = encode(text, { ecc: 'M', border: QUIET });
	const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
	return { size, path };
}
