/**
 * The outline is the building as it stands on the ground, so one floor at least is nearly as large. What a tenth may be:
 * shafts, wells that nobody drew, the thickness of walls by whoever measures within them.
 */
export const LARGEST_FLOOR = 0.9;
/** A court that is drawn as built over takes no more of the outline than this, or it is cut out of it. */
const COURT = 0.5;
/** A tower stands back on what is beneath it, but is no smaller than this part of it. */
const TOWER = 0.1;
/** Between columns there may be an entrance alone, and a room alone on the roof; square metres. */
const ROOM_M2 = 10;

export interface SmallFloor {
	/** The lowest is 1. */
	floor: number;
	/** Square metres, as declared. */
	area: number;
	/** What it would be at least, square metres. */
	least: number;
}

/**
 * The first floor that is said to be smaller than one over such an outline is: none as large as half of it, a lowest or an
 * uppermost one smaller than a room, or another smaller than a tenth.
 * @param told square metres of each floor, the lowest first.
 * @param ground square metres of the outline without its wells.
 */
export function floorTooSmall(told: readonly number[], ground: number): SmallFloor | null {
	const largest = told.indexOf(Math.max(...told));
	const last = told.length - 1;
	const tower = ground * TOWER;
	const leastOf = (i: number) => {
		if (i === largest) return ground * COURT;
		return i === 0 || i === last ? Math.min(ROOM_M2, tower) : tower;
	};
	const order = [largest, ...told.keys()].filter((i) => i >= 0);
	const found = order.find((i) => told[i]! < leastOf(i));
	return found === undefined ? null : { floor: found + 1, area: told[found]!, least: leastOf(found) };
}
