import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Dig } from '../types.ts';

/** What stands against a permit for a contractor: not on the register, or registered only until a day. */
export type Unregistered = { code: 'contractor_unknown' } | { code: 'contractor_lapsed'; until: CivilDate };

/**
 * Whether a permit may be given to the contractor of a work, and the work begin: the registration must hold today and
 * on the first day of the work. Without a contractor the promoter digs.
 * @returns null when nothing stands against it.
 */
export function unregistered(
	{ contractor, window }: Pick<Dig, 'contractor' | 'window'>,
	today: CivilDate
): Unregistered | null {
	if (contractor === null) return null;
	const until = contractor.valid_until;
	if (until === null) return { code: 'contractor_unknown' };
	const needed = window.start > today ? window.start : today;
	return until < needed ? { code: 'contractor_lapsed', until } : null;
}
