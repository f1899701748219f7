import type { Bilingual } from '#lib/kernel/layer.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { ClashRule, Severity } from '../vocabulary.ts';

/** A party of a clash that a programme meets: known by the agency's own number where it came with a file. */
export interface ProgrammeParty {
	reference: string;
	source_id: string | null;
	title: string;
	promoter: Bilingual;
}

/** A clash, or a chance to share, that a programme opens. */
export interface ProgrammeClash {
	rule: ClashRule;
	severity: Severity;
	a: ProgrammeParty;
	b: ProgrammeParty;
	from: CivilDate;
	to: CivilDate;
	days: number;
}

/** How an agency stands to a call. `late`: not handed in, and its day has passed. */
export type AnswerState = 'handed_in' | 'nothing' | 'waiting' | 'late';

export interface CallAnswer {
	unit_id: string;
	code: string;
	unit: Bilingual;
	state: AnswerState;
	handed_at: string | null;
	/** Handed in after the last day. */
	after_day: boolean;
	works: number | null;
	/** When they were reminded before the day, and told after it. */
	reminded_at: string | null;
	late_at: string | null;
	/** Whether the reader may answer for them. */
	mine: boolean;
}

export interface ProgrammeCall {
	id: string;
	period: { start: CivilDate; end: CivilDate };
	due_on: CivilDate;
	/** Working days to the last day; below zero, so many late. */
	days_left: number;
	note: string | null;
	opened_at: string;
	closed_at: string | null;
	may_close: boolean;
	answers: CallAnswer[];
}

/** A work of an earlier sending that the last one does not name any more. */
export interface MissingWork {
	reference: string;
	/** The agency's own number. */
	source_id: string;
	title: string;
	unit: Bilingual;
	window: { start: CivilDate; end: CivilDate };
}
