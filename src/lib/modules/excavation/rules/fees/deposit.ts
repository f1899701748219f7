import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { DigState } from '../vocabulary.ts';
import type { DepositKind } from './vocabulary.ts';

export interface DepositEntry {
	kind: DepositKind;
	amount: Piastres;
}

/** What the treasury still holds. */
export function depositBalance(entries: readonly DepositEntry[]): Piastres {
	return entries.reduce((sum, { kind, amount }) => sum + (kind === 'held' ? amount : -amount), 0);
}

/** Why a deposit cannot be given back yet. */
export type ReleaseObstacle =
	'nothing_held' | 'not_restored' | 'defects_open' | 'guarantee_unknown' | 'guarantee_running';

/**
 * A deposit goes back when the surface has been restored, that was accepted, nothing of it is defective, and the guarantee has
 * ended.
 * @param work `guarantee_until`: the last day of the guarantee; null when none has been set.
 */
export function releaseObstacle(
	work: { state: DigState; guarantee_until: CivilDate | null; open_defects?: number },
	balance: Piastres,
	today: CivilDate
): ReleaseObstacle | null {
	if (balance <= 0) return 'nothing_held';
	if (work.state !== 'restored' && work.state !== 'closed') return 'not_restored';
	if (work.open_defects) return 'defects_open';
	if (work.guarantee_until === null) return 'guarantee_unknown';
	return today > work.guarantee_until ? null : 'guarantee_running';
}
