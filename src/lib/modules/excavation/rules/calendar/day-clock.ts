import { cairoDate, cairoDay, cairoTime, type CivilDate } from '#lib/kernel/dates.ts';

const MINUTE = 60_000;

/** A stretch of a civil day on which clocks in Egypt run evenly: instants in milliseconds, the end excluded. */
export interface Even {
	start: number;
	end: number;
	/** Milliseconds that the clocks are ahead of UTC. */
	offset: number;
}

/** Days do not change; a screen of a year asks for the same ones again. */
const KEPT = 4000;
const cache = new Map<CivilDate, readonly Even[]>();

/** The even stretches of a civil day: one, or two on a day when the clocks change while it lasts. */
export function dayClock(date: CivilDate): readonly Even[] {
	let found = cache.get(date);
	if (!found) {
		if (cache.size >= KEPT) cache.clear();
		cache.set(date, (found = stretches(date)));
	}
	return found;
}

function stretches(date: CivilDate): readonly Even[] {
	const day = cairoDay(date);
	const [start, end] = [day.start.getTime(), day.end.getTime()];
	const offset = offsetAt(start);
	const last = offsetAt(end - MINUTE);
	if (offset === last) return [{ start, end, offset }];
	let [before, after] = [start, end - MINUTE];
	while (after - before > MINUTE) {
		const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
		if (offsetAt(middle) === offset) before = middle;
		else after = middle;
	}
	return [
		{ start, end: after, offset },
		{ start: after, end, offset: last }
	];
}

function offsetAt(instant: number): number {
	const moment = new Date(instant);
	return Date.parse(`${cairoDate(moment)}T${cairoTime(moment)}:00Z`) - instant;
}
