import type { CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';

export const APPEAL_OUTCOMES = ['dismissed', 'granted'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** The last refusal of a case, by when it can be appealed, and what became of its appeal. */
export interface Appeal {
	refused_at: string;
	/** The last day, as it stands on the paper of the refusal. */
	until: CivilDate;
	/** The number of days is a default that no law was found for. */
	unverified: boolean;
	/** Null where nobody appealed. */
	filed_at: string | null;
	/** Null until it is decided. */
	outcome: AppealOutcome | null;
	decided_at: string | null;
}

/** An appeal with its words: the newest first in a record. */
export interface AppealRecord {
	filed_at: string;
	/** Null for those who are not told what window and applicant say. */
	grounds: string | null;
	outcome: AppealOutcome | null;
	decided_at: string | null;
	/** Why it was decided so. */
	reason: string | null;
	article: string | null;
}

/** `possible`: it can be filed; `late`: it no longer can; `open`: it waits for its decision. */
export type AppealStanding = 'possible' | 'late' | 'open' | AppealOutcome;

/** How an appeal against a refusal stands on a day. */
export function appealStanding(
	{ until, filed_at, outcome }: Pick<Appeal, 'until' | 'filed_at' | 'outcome'>,
	today: CivilDate
): AppealStanding {
	if (outcome !== null) return outcome;
	if (filed_at !== null) return 'open';
	return today <= until ? 'possible' : 'late';
}

/** Somebody appealed, and nobody has decided. */
export const isAppealed = (appeal: Pick<Appeal, 'filed_at' | 'outcome'> | null): boolean =>
	appeal !== null && appeal.filed_at !== null && appeal.outcome === null;

/**
 * One appeal for each refusal, within its days.
 * @throws DomainError `state_forbids` where nothing is refused, `permit_appeal_twice`, `permit_appeal_late` with the last day.
 */
export function demandAppealable(appeal: Appeal | null, today: CivilDate): void {
	if (!appeal) throw new DomainError('state_forbids');
	const standing = appealStanding(appeal, today);
	if (standing === 'late') throw new DomainError('permit_appeal_late', { params: { day: appeal.until } });
	if (standing !== 'possible') throw new DomainError('permit_appeal_twice');
}

/** @throws DomainError `permit_appeal_none` where none waits for a decision. */
export function demandAppealed(appeal: Appeal | null): void {
	if (!isAppealed(appeal)) throw new DomainError('permit_appeal_none');
}
