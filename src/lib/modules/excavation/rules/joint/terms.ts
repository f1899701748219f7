import { diffDays } from '#lib/kernel/dates.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { JointPrice, JointTerms, JointWork } from './types.ts';

/** Less than this along the trench is no shared trench. */
export const LEAST_SHARED_M = 1;

/** Width of a trench when nobody told it, in metres. */
export const USUAL_WIDTH_M = 1;

/** Who opens for all: the work that lasts longest, so that the others fit in; then the earliest. */
export function leadOf<Work extends Pick<JointWork, 'reference' | 'window'>>(works: readonly Work[]): Work {
	return works.toSorted(
		(a, b) =>
			daysOf(b) - daysOf(a) ||
			(a.window.start < b.window.start ? -1 : a.window.start > b.window.start ? 1 : 0) ||
			(a.reference < b.reference ? -1 : 1)
	)[0]!;
}

/**
 * One trench instead of `works.length`: each party would pay for the shared metres alone; together they pay once,
 * by the width each needs. Saving = metres x (n - 1) x price of a metre; exact to the piastre.
 */
export function jointTerms(
	works: readonly JointWork[],
	{ lead, shared_m, price }: { lead: string; shared_m: number; price: JointPrice }
): JointTerms {
	const leader = works.find((w) => w.reference === lead)!;
	const metres = Math.round(shared_m * 100) / 100;
	const alone = Math.round(metres * pricePerMetre(price));
	const shares = splitByWeight(
		alone,
		works.map((w) => w.width_m)
	);
	return {
		lead,
		window: leader.window,
		shared_m: metres,
		price,
		saving: alone * (works.length - 1),
		days_saved: works.reduce((sum, w) => sum + daysOf(w), 0) - daysOf(leader),
		parties: works.map((work, i) => ({ ...work, alone, share: shares[i]! }))
	};
}

/** Cut, backfill and surface of one metre. */
export function pricePerMetre({ cut, backfill, restore }: JointPrice): Piastres {
	return cut + backfill + restore;
}

/**
 * Parts an amount in proportion to weights (counted in hundredths), whole piastres, nothing lost: what rounding
 * leaves goes to the largest remainders.
 */
export function splitByWeight(amount: Piastres, weights: readonly number[]): Piastres[] {
	const whole = weights.map((w) => BigInt(Math.max(1, Math.round(w * 100))));
	const total = whole.reduce((sum, w) => sum + w, 0n);
	const parts = whole.map((w) => Number((BigInt(amount) * w) / total));
	const rest = whole.map((w) => (BigInt(amount) * w) % total);
	const order = parts.map((_, i) => i).sort((a, b) => Number(rest[b]! - rest[a]!) || a - b);
	const left = amount - parts.reduce((sum, part) => sum + part, 0);
	for (const i of order.slice(0, left)) parts[i]! += 1;
	return parts;
}

const daysOf = ({ window }: Pick<JointWork, 'window'>) => diffDays(window.start, window.end) + 1;
