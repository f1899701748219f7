import type { CivilDate } from '#lib/kernel/dates.ts';
import { MILLION } from './vocabulary.ts';
import type { YearlyIndex } from './types.ts';

/** An exact amount of piastres that is not negative: nothing is rounded before the end of a line. */
export interface Fraction {
	over: bigint;
	under: bigint;
}

export const whole = (piastres: number): Fraction => ({ over: BigInt(piastres), under: 1n });

export function times(a: Fraction, b: Fraction): Fraction {
	return { over: a.over * b.over, under: a.under * b.under };
}

export function compare(a: Fraction, b: Fraction): number {
	const [left, right] = [a.over * b.under, b.over * a.under];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** How often growth has been added by a day: once on every anniversary. */
export function wholeYears(since: CivilDate, day: CivilDate): number {
	const years = Number(day.slice(0, 4)) - Number(since.slice(0, 4));
	return Math.max(0, day.slice(5) < since.slice(5) ? years - 1 : years);
}

/** What an amount has grown to by a day: (1 + rate) to the power of the whole years, exactly. */
export function growth({ rate, since }: YearlyIndex, day: CivilDate): Fraction {
	const years = BigInt(wholeYears(since, day));
	return { over: (MILLION + BigInt(rate)) ** years, under: MILLION ** years };
}
