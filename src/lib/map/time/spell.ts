import type { MapTime } from '../types.ts';

/** Days since 1970; compares and steps as a number. NaN for what is no day. */
export function dayNumber(day: unknown): number {
	if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d/.test(day)) return NaN;
	return (
		Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000
	);
}

/** First and last day on which a feature is there; a thing without days never is. */
export function spellOf(
	time: Pick<MapTime, 'from' | 'to' | 'on'>,
	get: (field: string) => unknown
): [from: number, to: number] {
	const from = dayNumber(get(time.from));
	const to = dayNumber(get(time.to));
	if (Number.isNaN(from) || Number.isNaN(to)) return [Infinity, -Infinity];
	if (time.on && time.on.in.includes(String(get(time.on.field))))
		return [from, Math.max(to, dayNumber(time.on.until))];
	return [from, to];
}
