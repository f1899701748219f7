import { addDays } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** Gives the present moment; tests pass a fixed one. */
export type Clock = () => Date;

const MINUTE = 60_000;
const FORMAT = new Intl.DateTimeFormat('en-CA-u-nu-latn', {
	timeZone: 'Africa/Cairo',
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit'
});

/** Today in Egypt. */
export function today(clock: Clock = () => new Date()): CivilDate {
	return cairoDate(clock());
}

/** The civil day of a moment in Egypt. */
export function cairoDate(moment: Date): CivilDate {
	return cairoParts(moment).date;
}

/** The wall clock of a moment in Egypt, `HH:MM`. */
export function cairoTime(moment: Date): string {
	return cairoParts(moment).time;
}

/**
 * The moment when clocks in Egypt show a time (`HH:MM`) of a day. A time that summer time skips is the first moment
 * after the gap; of a time that comes twice in autumn it is the first.
 */
export function cairoMoment(date: CivilDate, time = '00:00'): Date {
	const wall = Date.parse(`${date}T${time}:00Z`);
	if (Number.isNaN(wall)) throw new RangeError(`not a time: ${date} ${time}`);
	const before = offset(wall - 24 * 60 * MINUTE);
	const after = offset(wall + 24 * 60 * MINUTE);
	// Offsets around a change are tried larger first, which is the earlier moment.
	for (const candidate of before > after ? [before, after] : [after, before]) {
		if (offset(wall - candidate) === candidate) return new Date(wall - candidate);
	}
	// In the gap: the clocks jump where the old offset would have shown the skipped time.
	return endOfGap(wall - after, wall - before);
}

/** The moments at which a civil day begins and ends (the end excluded); 23, 24 or 25 hours apart. */
export function cairoDay(date: CivilDate): { start: Date; end: Date } {
	return { start: cairoMoment(date), end: cairoMoment(addDays(date, 1)) };
}

function cairoParts(moment: Date): { date: CivilDate; time: string } {
	const wall = new Date(moment.getTime() + offset(moment.getTime())).toISOString();
	// Years beyond four digits are written with a sign: an expanded year of six.
	const at = wall.indexOf('T');
	return { date: wall.slice(0, at), time: wall.slice(at + 1, at + 6) };
}

/** Clocks change at whole quarters of an hour, since there is a standard time: within one the offset stays. */
const QUARTER = 15 * MINUTE;
const STANDARD_SINCE = Date.UTC(1901, 0);
const offsets = new Map<number, number>();

/** What clocks in Egypt are ahead of UTC at a moment, in milliseconds. */
function offset(moment: number): number {
	if (!(moment >= STANDARD_SINCE)) return offsetAt(moment);
	const quarter = Math.floor(moment / QUARTER);
	let known = offsets.get(quarter);
	if (known === undefined) {
		known = offsetAt(quarter * QUARTER);
		if (offsets.size >= 50_000) offsets.clear();
		offsets.set(quarter, known);
	}
	return known;
}

function offsetAt(moment: number): number {
	const parts = new Map(FORMAT.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
	const year = (parts.get('year') ?? '').padStart(4, '0');
	const date = `${year}-${parts.get('month')}-${parts.get('day')}`;
	const time = `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`;
	return Date.parse(`${date}T${time}Z`) - Math.floor(moment / 1000) * 1000;
}

function endOfGap(low: number, high: number): Date {
	const old = offset(low);
	let [before, after] = [low, high];
	while (after - before > 1000) {
		const middle = Math.floor((before + after) / 2000) * 1000;
		if (offset(middle) === old) before = middle;
		else after = middle;
	}
	return new Date(after);
}
