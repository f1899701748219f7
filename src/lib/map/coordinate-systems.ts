import { formatCoordinates, type CoordinateText } from '#lib/kernel/coordinates.ts';
import type { Srid } from '#lib/kernel/crs.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** The ways a position can be read out under the map. */
export const READOUTS = ['decimal', 'dms', 'red', 'utm'] as const;
export type Readout = (typeof READOUTS)[number];

export function isReadout(text: string | null): text is Readout {
	return READOUTS.includes(text as Readout);
}

/** A WGS84 position as the person wants to read it, with the number of its system; null where it has no place. */
export function readOut(
	at: [lon: number, lat: number],
	readout: Readout,
	prefs: Pick<Preferences, 'locale' | 'digits'>
): (CoordinateText & { srid: Srid }) | null {
	const srid = systemOf(readout, at);
	const { locale, digits } = prefs;
	const text = formatCoordinates(at, srid, {
		locale,
		digits,
		notation: readout === 'dms' ? 'dms' : 'decimal',
		decimals: readout === 'decimal' ? 5 : 1
	});
	return text && { ...text, srid };
}

/** The system of a read-out at a place; UTM changes its zone at 30° E, inside Alexandria. */
export function systemOf(readout: Readout, [lon]: [number, number]): Srid {
	if (readout === 'red') return 22992;
	if (readout === 'utm') return lon < 30 ? 32635 : 32636;
	return 4326;
}
