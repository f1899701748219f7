import { addDays } from '#lib/kernel/dates.ts';
import type { FeeWork, TariffRow } from '#lib/modules/excavation/rules/fees/index.ts';

/** A fraction kept exact, the slow way. */
class Fraction {
	readonly n: bigint;
	readonly d: bigint;

	constructor(n: bigint | number, d: bigint | number = 1) {
		this.n = BigInt(n);
		this.d = BigInt(d);
	}
	plus(o: Fraction): Fraction {
		return reduced(this.n * o.d + o.n * this.d, this.d * o.d);
	}
	times(o: Fraction): Fraction {
		return reduced(this.n * o.n, this.d * o.d);
	}
	/** To the nearest whole, a half up. */
	rounded(): number {
		const twice = this.n * 2n;
		let whole = 0n;
		let rest = twice;
		while (rest >= this.d * 2n) {
			const step = rest / (this.d * 2n);
			whole += step;
			rest -= step * this.d * 2n;
		}
		return Number(rest >= this.d ? whole + 1n : whole);
	}
}

function reduced(n: bigint, d: bigint): Fraction {
	let [a, b] = [n, d];
	while (b) [a, b] = [b, a % b];
	return a ? new Fraction(n / a, d / a) : new Fraction(n, d);
}

/** What a work pays, day by day with fractions and no shortcut: written apart from the rules, to judge them. */
export function slowFees(work: FeeWork, tariff: readonly TariffRow[]) {
	const days: string[] = [];
	for (let day = work.window.start; day <= work.window.end; day = addDays(day, 1)) days.push(day);
	const on = (day: string, item: string, grade: string | null = null, surface: string | null = null) => {
		for (const r of tariff) {
			if (r.item !== item || r.grade !== grade || r.surface !== surface) continue;
			if (day < r.valid_from || (r.valid_to !== null && day > r.valid_to)) continue;
			return r;
		}
		return null;
	};
	let restoration = new Fraction(0);
	let supervision = new Fraction(0);
	let flat = new Fraction(0);
	let deposit = new Fraction(0);
	let missing = 0;
	for (const day of days) {
		let today = new Fraction(0);
		for (const part of work.parts) {
			const row = on(day, 'restoration', part.grade, part.surface);
			if (!row) {
				missing++;
				continue;
			}
			const doubled = part.protected && work.category === 'emergency' ? on(day, 'emergency_factor') : null;
			today = today.plus(
				new Fraction(part.area, 100)
					.times(new Fraction(row.value))
					.times(new Fraction(doubled?.value ?? 100, 100))
					.times(new Fraction(1, days.length))
			);
		}
		restoration = restoration.plus(today);
		supervision = supervision.plus(
			today.times(new Fraction(on(day, 'supervision_rate')?.value ?? 0, 10_000))
		);
		deposit = deposit.plus(today.times(new Fraction(on(day, 'deposit_rate')?.value ?? 0, 10_000)));
		flat = flat.plus(new Fraction(on(day, 'supervision_flat')?.value ?? 0, days.length));
	}
	const restored = restoration.rounded();
	const least = on(work.window.start, 'minimum')?.value ?? 0;
	const opened = work.parts.some((p) => p.area > 0);
	const minimum = opened && restored < least ? least - restored : 0;
	return {
		restoration: restored,
		minimum,
		supervision: supervision.rounded() + flat.rounded(),
		total: restored + minimum + supervision.rounded() + flat.rounded(),
		deposit: deposit.rounded(),
		missing
	};
}
