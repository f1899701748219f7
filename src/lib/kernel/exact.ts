import type { Piastres } from './money.ts';

/** The nearest whole number to a fraction that is not negative; a half goes up. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
	return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * Rounds the lines of one item so that they add up to the rounded sum of the exact amounts: each line gets what it
 * adds to the running sum. Nothing is lost to rounding and nothing made by it, however often the days are split.
 */
export class RunningSum {
	readonly #denominator: bigint;
	#exact = 0n;
	#rounded = 0n;

	/** @param denominator of every amount that is added. */
	constructor(denominator: bigint) {
		this.#denominator = denominator;
	}

	/** @returns the whole piastres of this line. */
	add(numerator: bigint): Piastres {
		this.#exact += numerator;
		const rounded = roundHalfUp(this.#exact, this.#denominator);
		const amount = rounded - this.#rounded;
		this.#rounded = rounded;
		return toPiastres(amount);
	}

	get total(): Piastres {
		return toPiastres(this.#rounded);
	}
}

/** @throws RangeError beyond what a number holds exactly (ninety million million pounds). */
export function toPiastres(amount: bigint): Piastres {
	const number = Number(amount);
	if (!Number.isSafeInteger(number)) throw new RangeError(`too much money: ${amount}`);
	return number;
}

/** `450.00`: hundredths in figures, the same in both languages. */
export function decimal(hundredths: number | bigint): string {
	const whole = BigInt(hundredths);
	return `${whole / 100n}.${String(whole % 100n).padStart(2, '0')}`;
}
