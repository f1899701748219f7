import { diffDays } from '#lib/kernel/dates.ts';
import { decimal, RunningSum, roundHalfUp, toPiastres } from '#lib/kernel/exact.ts';
import { percent, share, times } from './formula.ts';
import { merged, rowOn, stretches, type Stretch } from './stretches.ts';
import type { FeeLine, Fees, FeeWork, OpenedPart, TariffGap, TariffRow } from './types.ts';
import type { FeeItem } from './vocabulary.ts';

/** Area is in hundredths of a square metre and the factor in hundredths. */
const AREA_AND_FACTOR = 10_000n;
/** Rates are in hundredths of a percent. */
const BASIS = 10_000n;

/**
 * What a work pays: opened ground by the tariff of its road and surface, supervision, deposit.
 *
 * Each day of the work bears an equal share at the prices of that day, so a change of the tariff splits the account
 * by days. Amounts stay exact fractions; the sum of each item is rounded once to the piastre, a half up, and its
 * lines add up to that sum.
 */
export function feesOf(work: FeeWork, tariff: readonly TariffRow[]): Fees {
	const days = diffDays(work.window.start, work.window.end) + 1;
	const cut = stretches(work.window, tariff);
	const account = new Account(work, days);
	const gaps: TariffGap[] = [];
	const sum = new RunningSum(AREA_AND_FACTOR * BigInt(days));
	const restored: Restored[] = [];
	for (const part of work.parts) {
		const priced = cut.map((stretch) => price(work, part, stretch, tariff));
		for (const stretch of merged(priced, (a, b) => a.key === b.key)) {
			if (stretch.row) restored.push(account.restoration(part, stretch, stretch.row, sum));
			else
				gaps.push({ item: 'restoration', grade: part.grade, surface: part.surface, window: stretch.window });
		}
	}
	const minimum = account.minimum(sum.total, rowOn(tariff, work.window.start, 'minimum'));
	const supervision = account.rate('supervision_rate', cut, restored, tariff);
	const flat = account.flat(cut, tariff);
	const deposit = account.rate('deposit_rate', cut, restored, tariff);
	return {
		lines: account.lines,
		restoration: sum.total,
		minimum,
		supervision: supervision + flat,
		total: sum.total + minimum + supervision + flat,
		deposit,
		gaps,
		verified: account.lines.every((line) => line.verified)
	};
}

interface Priced extends Stretch {
	row: TariffRow | undefined;
	factorRow: TariffRow | undefined;
	key: string;
}

/** A restoration line's exact worth of a day: numerator over 10 000 x all days. */
interface Restored extends Stretch {
	daily: bigint;
}

function price(work: FeeWork, part: OpenedPart, stretch: Stretch, tariff: readonly TariffRow[]): Priced {
	const day = stretch.window.start;
	const row = rowOn(tariff, day, 'restoration', part.grade, part.surface);
	const emergency = work.category === 'emergency' && part.protected;
	const factorRow = emergency ? rowOn(tariff, day, 'emergency_factor') : undefined;
	return { ...stretch, row, factorRow, key: `${row?.id} ${factorRow?.id}` };
}

/** The lines as they come, each with its arithmetic. */
class Account {
	readonly lines: FeeLine[] = [];
	readonly #work: FeeWork;
	readonly #days: number;

	constructor(work: FeeWork, days: number) {
		this.#work = work;
		this.#days = days;
	}

	restoration(part: OpenedPart, stretch: Priced, row: TariffRow, sum: RunningSum): Restored {
		const factor = stretch.factorRow?.value ?? 100;
		const daily = BigInt(part.area) * BigInt(row.value) * BigInt(factor);
		this.#add('restoration', stretch, stretch.factorRow ? [row, stretch.factorRow] : [row], {
			grade: part.grade,
			surface: part.surface,
			protected: part.protected,
			quantity: part.area,
			factor,
			formula: `${decimal(part.area)} × ${decimal(row.value)}${share(stretch.days, this.#days)}${times(factor)}`,
			amount: sum.add(daily * BigInt(stretch.days))
		});
		return { window: stretch.window, days: stretch.days, daily };
	}

	/** By the tariff of the first day: what is missing to the least that is charged for opening ground. */
	minimum(restoration: number, row: TariffRow | undefined): number {
		const opened = this.#work.parts.some((part) => part.area > 0);
		if (!row || !opened || restoration >= row.value) return 0;
		const amount = row.value - restoration;
		const whole = { window: this.#work.window, days: this.#days };
		const formula = `${decimal(row.value)} − ${decimal(restoration)}`;
		this.#add('minimum', whole, [row], { quantity: restoration, formula, amount });
		return amount;
	}

	/** A percentage of what restoration costs on the days of each rate. */
	rate(
		item: 'supervision_rate' | 'deposit_rate',
		cut: readonly Stretch[],
		restored: readonly Restored[],
		tariff: readonly TariffRow[]
	): number {
		const denominator = AREA_AND_FACTOR * BigInt(this.#days);
		const sum = new RunningSum(denominator * BASIS);
		for (const { row, ...stretch } of inForce(item, cut, tariff)) {
			const base = restored.reduce((all, r) => all + r.daily * BigInt(shared(r, stretch)), 0n);
			if (!row || base === 0n) continue;
			const of = toPiastres(roundHalfUp(base, denominator));
			this.#add(item, stretch, [row], {
				quantity: of,
				formula: `${decimal(of)} × ${percent(row.value)}`,
				amount: sum.add(base * BigInt(row.value))
			});
		}
		return sum.total;
	}

	flat(cut: readonly Stretch[], tariff: readonly TariffRow[]): number {
		const sum = new RunningSum(BigInt(this.#days));
		for (const { row, ...stretch } of inForce('supervision_flat', cut, tariff))
			if (row?.value)
				this.#add('supervision_flat', stretch, [row], {
					quantity: row.value,
					formula: `${decimal(row.value)}${share(stretch.days, this.#days)}`,
					amount: sum.add(BigInt(row.value) * BigInt(stretch.days))
				});
		return sum.total;
	}

	#add(
		item: FeeItem,
		{ window, days }: Stretch,
		rows: readonly [TariffRow, ...TariffRow[]],
		more: Pick<FeeLine, 'quantity' | 'formula' | 'amount'> & Partial<FeeLine>
	): void {
		const tariff_from = rows.map((r) => r.valid_from).reduce((a, b) => (a > b ? a : b));
		this.lines.push({
			item,
			grade: null,
			surface: null,
			protected: false,
			window,
			days,
			of_days: this.#days,
			price: rows[0].value,
			factor: 100,
			tariff_ids: rows.map((r) => r.id),
			tariff_from,
			verified: rows.every((r) => r.verified),
			...more
		});
	}
}

/** The days by the row of an item that holds on them. */
function inForce(item: FeeItem, cut: readonly Stretch[], tariff: readonly TariffRow[]) {
	const parts = cut.map((s) => ({ ...s, row: rowOn(tariff, s.window.start, item) }));
	return merged(parts, (a, b) => a.row?.id === b.row?.id);
}

/** The days that two stretches share. */
function shared(a: Stretch, b: Stretch): number {
	const start = a.window.start > b.window.start ? a.window.start : b.window.start;
	const end = a.window.end < b.window.end ? a.window.end : b.window.end;
	return Math.max(0, diffDays(start, end) + 1);
}
