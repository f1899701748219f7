import { CRS_LIST, crsOf, EGYPT_EXTENT, project } from './crs.ts';
import type { Bbox, Position, Srid } from './crs.ts';
import { DomainError } from './errors.ts';
import type { ErrorCode } from './errors.ts';

/** What is known about the ground: where the governorate lies, WGS84 degrees. */
export interface Ground {
	governorate: Bbox;
	/** Its own extent, when `governorate` is drawn wider than that. */
	own?: Bbox;
}

/**
 * - ok: the data lie in the governorate as declared, or at least touch it and nothing explains them better;
 * - swapped_axes: they would lie in it if x and y changed places;
 * - wrong_crs: they would lie in it if read in `srid` (with x and y exchanged too when `swapped`);
 * - outside: no reading brings them in.
 */
export type Diagnosis =
	| { verdict: 'ok' }
	| { verdict: 'swapped_axes'; code: ErrorCode }
	| { verdict: 'wrong_crs'; code: ErrorCode; srid: Srid; swapped: boolean }
	| { verdict: 'outside'; code: ErrorCode };

/** Explains where a box (in the declared system's units, x east, y north) lies with regard to the governorate. */
export function diagnosePosition(
	bbox: Bbox,
	{ governorate, own = governorate }: Ground,
	declared: Srid
): Diagnosis {
	const stated = placed(bbox, declared);
	if (stated && within(centre(stated), governorate)) return { verdict: 'ok' };
	const fits = (box: Bbox, srid: Srid) => {
		const image = placed(box, srid);
		return image !== null && within(centre(image), governorate) && contains(widened(governorate), image);
	};
	const turned: Bbox = [bbox[1], bbox[0], bbox[3], bbox[2]];
	// In Egypt longitude and latitude are near one another: what lies there as it stands, and turned round only beside
	// the governorate, is of another governorate.
	const elsewhere = stated !== null && within(centre(stated), EGYPT_EXTENT);
	const image = placed(turned, declared);
	if (fits(turned, declared) && (!elsewhere || (image !== null && contains(own, image))))
		return { verdict: 'swapped_axes', code: 'geometry_swapped_axes' };
	for (const swapped of [false, true]) {
		const srid = READINGS.find((other) => other !== declared && fits(swapped ? turned : bbox, other));
		if (srid) return { verdict: 'wrong_crs', code: 'geometry_wrong_crs', srid, swapped };
	}
	if (stated && touches(stated, governorate)) return { verdict: 'ok' };
	return { verdict: 'outside', code: 'geometry_outside_governorate' };
}

/** Throws the diagnosis as an error that names the declared and the likely system; returns when all is well. */
export function assertPosition(bbox: Bbox, ground: Ground, declared: Srid): void {
	const diagnosis = diagnosePosition(bbox, ground, declared);
	if (diagnosis.verdict === 'ok') return;
	const likely = diagnosis.verdict === 'wrong_crs' ? crsOf(diagnosis.srid).code : null;
	const stated = placed(bbox, declared);
	const at = stated ? { at: centre(stated) } : {};
	const swapped = diagnosis.verdict === 'wrong_crs' && diagnosis.swapped ? { swapped: true } : {};
	throw new DomainError(diagnosis.code, {
		params: { declared: crsOf(declared).code, likely, ...swapped },
		...at
	});
}

// In the order in which data arrive in practice. Geographic Egypt 1907 cannot be told from WGS84 by position.
const READINGS: Srid[] = [
	4326,
	22992,
	32636,
	32635,
	3857,
	...CRS_LIST.map((crs) => crs.srid).filter((srid) => srid > 22900 && srid < 23000 && srid !== 22992)
];

/** The box in WGS84, from corners, middles of sides and centre; null when any of them has no place on Earth. */
function placed([west, south, east, north]: Bbox, srid: Srid): Bbox | null {
	const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
	for (const x of [west, (west + east) / 2, east]) {
		for (const y of [south, (south + north) / 2, north]) {
			const at = project(srid, 4326, [x, y]);
			if (!at || Math.abs(at[0]) > 180 || Math.abs(at[1]) > 90) return null;
			box[0] = Math.min(box[0], at[0]);
			box[1] = Math.min(box[1], at[1]);
			box[2] = Math.max(box[2], at[0]);
			box[3] = Math.max(box[3], at[1]);
		}
	}
	return box;
}

function centre([west, south, east, north]: Bbox): Position {
	return [(west + east) / 2, (south + north) / 2];
}

function within([x, y]: Position, [west, south, east, north]: Bbox): boolean {
	return x >= west && x <= east && y >= south && y <= north;
}

function contains(outer: Bbox, inner: Bbox): boolean {
	return within([inner[0], inner[1]], outer) && within([inner[2], inner[3]], outer);
}

function touches(a: Bbox, b: Bbox): boolean {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** A quarter more on every side: a network or a survey runs over the border. */
function widened([west, south, east, north]: Bbox): Bbox {
	const [x, y] = [(east - west) / 4, (north - south) / 4];
	return [west - x, south - y, east + x, north + y];
}
