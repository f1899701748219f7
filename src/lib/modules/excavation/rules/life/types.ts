import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Clock } from './clock.ts';
import type { Inspection } from './inspections.ts';
import type { OwnerResponse } from './responses.ts';
import type { ApprovalState, ApprovalStep, RoundKind, RoundOutcome } from './approvals.ts';

/** What is recorded of a work's life beside its state. */
export interface DigLife {
	/** The request in hand; 0 before the first. */
	round: number;
	submitted_at: string | null;
	granted_at: string | null;
	/** The last day that was granted; an overrun leaves it. */
	permitted_ends_on: CivilDate | null;
	started_at: string | null;
	finished_at: string | null;
	file_due_at: string | null;
	/** Approvals of the request in hand that are still to be given. */
	open_approvals: number;
	/** The last day of the guarantee of the restored surface. */
	guarantee_until: CivilDate | null;
	/** Defects that no inspection has found made good. */
	open_defects: number;
}

/** One of those whose approval is asked. */
export interface Approval {
	step: ApprovalStep;
	state: ApprovalState;
	/** Null: anybody who holds the role. */
	unit: Bilingual | null;
	asked_at: string | null;
	decided_at: string | null;
	person: Bilingual | null;
	reason: string | null;
	conditions: string[];
	/** While it is asked. */
	clock: Clock | null;
	escalated: boolean;
	by_silence: boolean;
}

export interface Round {
	round: number;
	kind: RoundKind;
	opened_at: string;
	closed_at: string | null;
	outcome: RoundOutcome | null;
	approvals: Approval[];
}

/** Who must move next. */
export type Holder = 'owner' | ApprovalStep | 'inspector' | 'nobody';

/** Rules whose findings can block. */
export type Forbidding = 'C1' | 'C4' | 'C6' | 'C7' | 'C8' | 'category';

/** Where a work stands: who holds it, since when, how long is left, and every request before. */
export interface Standing {
	holder: Holder;
	/** The unit that holds it, where one is named. */
	unit: Bilingual | null;
	since: string;
	/** The term of whoever holds it; null when there is none. */
	clock: Clock | null;
	/** Hours of the clock that runs for the file of an emergency; below zero, so many hours late. */
	file_hours_left: number | null;
	/** Days beyond the granted end. */
	overrun_days: number;
	/**
	 * What keeps a plan from being handed in, but for clashes and hours, which are told by themselves; what keeps a
	 * request from being granted, all of it.
	 */
	hindrances: { rule: Forbidding; reason: Bilingual }[];
	/** Newest first. */
	rounds: Round[];
	overrides: { reason: string; at: string; person: Bilingual }[];
	/** Newest first. */
	inspections: Inspection[];
	/** The board of the request in hand: those whose networks lie within reach. */
	responses: OwnerResponse[];
}

/** Why something waits on a desk. */
export const DESK_KINDS = [
	'approve',
	'respond',
	'late_approval',
	'late_response',
	'returned',
	'file_due',
	'overrun',
	'breach',
	'start_late',
	'start_today',
	'decided',
	'joint',
	'judge',
	'moved',
	// News of others in an area that the organisation watches.
	'interest',
	'inspect',
	'defects',
	'to_close',
	'waiting'
] as const;
export type DeskKind = (typeof DESK_KINDS)[number];
