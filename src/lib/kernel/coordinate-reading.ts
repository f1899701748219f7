import { readTokens } from './coordinate-tokens.ts';
import type { TypedCoordinate } from './coordinate-tokens.ts';
import { crsOf, EGYPT_EXTENT, project } from './crs.ts';
import type { Bbox, Position, Srid } from './crs.ts';

/** One place a typed text may mean. */
export interface CoordinateCandidate {
	srid: Srid;
	/** In the system of `srid`: x east, y north. */
	position: Position;
	/** Longitude, latitude. */
	wgs84: Position;
	/** True when it was read with the two numbers exchanged, against the usual order or the stated axes. */
	swapped: boolean;
	inBounds: boolean;
}

/**
 * Why the first candidate stands first (a message `kernel_coordinate_<why>` exists for each):
 * - stated: the text leaves no choice;
 * - order_by_place, system_by_place: only so does it fall in the bounds (or in Egypt);
 * - order_assumed, system_assumed: other readings are as good, see the other candidates;
 * - swapped: the stated axes must have been exchanged;
 * - outside: it is readable but lies outside the bounds;
 * - impossible: two numbers that are a place in no system; unreadable: not two numbers.
 */
export type CoordinateWhy =
	| 'stated'
	| 'order_by_place'
	| 'system_by_place'
	| 'order_assumed'
	| 'system_assumed'
	| 'swapped'
	| 'outside'
	| 'impossible'
	| 'unreadable';

export interface CoordinateReading {
	/** Best first; empty when nothing was understood. */
	candidates: CoordinateCandidate[];
	why: CoordinateWhy;
}

export interface CoordinateOptions {
	/** Where the person works: the governorate in WGS84 degrees. */
	bounds?: Bbox;
}

interface Ranked extends CoordinateCandidate {
	rank: number;
	/** The text says which number is which. */
	stated: boolean;
	/** The text says which system it is. */
	named: boolean;
}

// What people hold in their hands first: the legal belt, GPS receivers in UTM, the other belts, web maps.
const METRIC: Srid[] = [22992, 32636, 32635, 22993, 22991, 22994, 3857];

/**
 * Reads what a person types to go somewhere: decimal degrees or degrees-minutes-seconds in either order, Red Belt,
 * other belts or UTM metres; Latin, Arabic-Indic or Persian digits; N S E W or ش ج ق غ. Never throws.
 */
export function readCoordinates(text: string, { bounds }: CoordinateOptions = {}): CoordinateReading {
	const typed = readTokens(text);
	if (typed.length === 0) return { candidates: [], why: 'unreadable' };
	const found = typed.flatMap((coordinate) => candidatesOf(coordinate, bounds));
	// Exchanging axes that were stated is a last resort: only where it alone leads into the bounds.
	const straight = found.some(({ swapped, stated, rank }) => rank === 0 && !(swapped && stated));
	const kept = found
		.filter(({ swapped, stated, rank }) => !(swapped && stated) || (rank === 0 && !straight))
		.sort((a, b) => a.rank - b.rank);
	const best = kept[0];
	if (!best) return { candidates: [], why: 'impossible' };
	const shown = kept.filter(({ rank }) => rank <= Math.max(1, best.rank));
	const candidates = shown.map(({ rank: _rank, stated: _stated, named: _named, ...candidate }) => candidate);
	return { candidates, why: explain(best, shown, bounds !== undefined) };
}

function explain(best: Ranked, all: Ranked[], bounded: boolean): CoordinateWhy {
	if (bounded && !best.inBounds) return 'outside';
	if (best.swapped && best.stated) return 'swapped';
	const equals = all.filter(({ rank }) => rank === best.rank);
	if (equals.some(({ srid }) => srid !== best.srid)) return 'system_assumed';
	if (equals.some(({ swapped }) => swapped !== best.swapped)) return 'order_assumed';
	if (best.swapped) return 'order_by_place';
	if (crsOf(best.srid).kind === 'projected' && !best.named) return 'system_by_place';
	return best.stated || all.length === 1 ? 'stated' : 'order_by_place';
}

function candidatesOf({ system, values }: TypedCoordinate, bounds: Bbox | undefined): Ranked[] {
	const [first, second] = values;
	const degrees = Math.abs(first.value) <= 180 && Math.abs(second.value) <= 180;
	const angles = first.angle || second.angle;
	const metric = system ? crsOf(system).kind === 'projected' : !degrees;
	if ((angles && metric) || (!metric && !degrees)) return [];
	const systems: Srid[] = system ? [system] : metric ? METRIC : [4326];
	const stated = first.axis !== null;
	// Latitude comes first by custom, but easting before northing.
	const xFirst = stated ? first.axis === 'x' : metric;
	const straight: Position = xFirst ? [first.value, second.value] : [second.value, first.value];
	const turned: Position = [straight[1], straight[0]];
	return [straight, turned].flatMap((position, swapped) =>
		systems.flatMap((srid) => {
			const wgs84 = project(srid, 4326, position);
			if (!wgs84 || !possible(wgs84, srid, system !== null)) return [];
			const inBounds = bounds !== undefined && inside(wgs84, bounds);
			const rank = inBounds ? 0 : inside(wgs84, EGYPT_EXTENT) ? 1 : 2;
			return [
				{ srid, position, wgs84, swapped: swapped === 1, inBounds, rank, stated, named: system !== null }
			];
		})
	);
}

/** On Earth; metres without a named system only in Egypt and where the system is used, give or take a degree. */
function possible([longitude, latitude]: Position, srid: Srid, named: boolean): boolean {
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return false;
	const { kind, area } = crsOf(srid);
	if (named || kind === 'geographic') return true;
	const wide: Bbox = [area[0] - 1, area[1] - 1, area[2] + 1, area[3] + 1];
	return inside([longitude, latitude], wide) && inside([longitude, latitude], EGYPT_EXTENT);
}

function inside([x, y]: Position, [west, south, east, north]: Bbox): boolean {
	return x >= west && x <= east && y >= south && y <= north;
}
