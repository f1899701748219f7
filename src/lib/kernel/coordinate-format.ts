import { toArabicNumber } from './bidi.ts';
import { crsOf, project } from './crs.ts';
import type { Position, Srid } from './crs.ts';

export interface CoordinateStyle {
	locale: 'ar' | 'en';
	digits?: 'latn' | 'arab';
	/** For geographic systems. */
	notation?: 'decimal' | 'dms';
	/** Decimals of degrees (6, a decimetre), seconds (2) or metres (2). */
	decimals?: number;
}

/** One axis of the read-out: `N` and `31.200100°`, or `ق` and `511785.13`. */
export interface CoordinatePart {
	letter: string;
	value: string;
}

/** A position as the read-out shows it, first axis first; `text` can be typed back into the go-to box. */
export interface CoordinateText {
	parts: [CoordinatePart, CoordinatePart];
	text: string;
}

const LETTERS = { ar: { N: 'ش', S: 'ج', E: 'ق', W: 'غ' }, en: { N: 'N', S: 'S', E: 'E', W: 'W' } } as const;

/** Writes a WGS84 longitude, latitude in the given system; null where the system has no place for it. */
export function formatCoordinates(
	wgs84: Position,
	srid: Srid,
	style: CoordinateStyle
): CoordinateText | null {
	const position = project(4326, srid, wgs84);
	if (!position) return null;
	const [x, y] = position;
	const letters = LETTERS[style.locale];
	const number = (value: string) => (style.digits === 'arab' ? toArabicNumber(value) : value);
	if (crsOf(srid).kind === 'projected') {
		const metres = (value: number) => number(value.toFixed(style.decimals ?? 2));
		const parts: CoordinateText['parts'] = [
			{ letter: letters.E, value: metres(x) },
			{ letter: letters.N, value: metres(y) }
		];
		return { parts, text: parts.map(({ letter, value }) => `${letter} ${value}`).join(' ') };
	}
	const parts: CoordinateText['parts'] = [
		{ letter: y < 0 ? letters.S : letters.N, value: number(angle(y, style)) },
		{ letter: x < 0 ? letters.W : letters.E, value: number(angle(x, style)) }
	];
	const comma = style.locale === 'ar' ? '، ' : ', ';
	return { parts, text: parts.map(({ letter, value }) => `${value} ${letter}`).join(comma) };
}

function angle(degrees: number, { notation, decimals }: CoordinateStyle): string {
	const size = Math.abs(degrees);
	if (notation !== 'dms') return `${size.toFixed(decimals ?? 6)}°`;
	// In whole units of the last decimal, so that 59.999 seconds become the next minute and never 60.
	const unit = 10 ** (decimals ?? 2);
	const total = Math.round(size * 3600 * unit);
	const minutes = Math.floor(total / (60 * unit));
	const seconds = ((total % (60 * unit)) / unit)
		.toFixed(decimals ?? 2)
		.padStart((decimals ?? 2) > 0 ? 3 + (decimals ?? 2) : 2, '0');
	return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, '0')}′${seconds}″`;
}
