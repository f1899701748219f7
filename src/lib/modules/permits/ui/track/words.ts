import { m } from '#lib/paraglide/messages.js';
import type { Reader } from '#lib/ui/text/format.ts';
import type { PermitState } from '../../rules/life/vocabulary.ts';
import type { WorksStep } from '../../rules/life/works-path.ts';
import type { OpenedAs, OpenedThing } from '../../rules/track/openings.ts';
import type { Standstill } from '../../rules/track/types.ts';
import type { TrackedConsultation, TrackedMoney } from '../../rules/track/types.ts';
import { DUTY, STEP } from '../cases/words.ts';
import { WORKS_STEP } from '../cases/works-words.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

/** What happens now, and what comes then, as a citizen is told. */
export const NEXT: Words<PermitState> = {
	draft: m.track_next_draft,
	submitted: m.track_next_submitted,
	intake_check: m.track_next_intake_check,
	returned_incomplete: m.track_next_returned_incomplete,
	accepted: m.track_next_accepted,
	assigned: m.track_next_assigned,
	technical_review: m.track_next_technical_review,
	info_requested: m.track_next_info_requested,
	consultation: m.track_next_consultation,
	recommended: m.track_next_recommended,
	approval_review: m.track_next_approval_review,
	approved_fees_due: m.track_next_approved_fees_due,
	issued: m.track_next_issued,
	refused: m.track_next_refused,
	withdrawn: m.track_next_withdrawn,
	lapsed: m.track_next_lapsed,
	suspended: m.track_next_suspended,
	revoked: m.track_next_revoked,
	expired: m.track_next_expired,
	start_notified: m.track_next_start_notified,
	site_board_ok: m.track_next_site_board_ok,
	deviation: m.track_next_deviation,
	stop_work: m.track_next_stop_work,
	corrected: m.track_next_corrected,
	execution_violation: m.track_next_execution_violation,
	stages_complete: m.track_next_stages_complete,
	works_complete: m.track_next_works_complete,
	works_ended: m.track_next_works_ended,
	certificate_deposited: m.track_next_certificate_deposited,
	as_built_checked: m.track_next_as_built_checked,
	utility_letters: m.track_next_utility_letters,
	closed: m.track_next_closed,
	completion_ended: m.track_next_completion_ended,
	violation_open: m.track_next_violation_open,
	removal_ordered: m.track_next_removal_ordered,
	reconciliation_requested: m.track_next_reconciliation_requested,
	reconciliation_quoted: m.track_next_reconciliation_quoted,
	reconciliation_accepted: m.track_next_reconciliation_accepted,
	reconciliation_paid: m.track_next_reconciliation_paid,
	violation_removed: m.track_next_violation_removed,
	violation_reconciled: m.track_next_violation_reconciled,
	violation_dismissed: m.track_next_violation_dismissed,
	statement_draft: m.track_next_statement_draft,
	statement_requested: m.track_next_statement_requested,
	statement_returned: m.track_next_statement_returned,
	statement_examined: m.track_next_statement_examined,
	statement_issued: m.track_next_statement_issued,
	statement_declined: m.track_next_statement_declined,
	statement_withdrawn: m.track_next_statement_withdrawn,
	statement_lapsed: m.track_next_statement_lapsed
};

export const STANDSTILL: Words<Exclude<Standstill, 'ended'>> = {
	documents: m.track_paused_documents,
	information: m.track_paused_information,
	fees: m.track_paused_fees
};

export const MONEY: Words<TrackedMoney['stage']> = {
	intake: m.track_waits_money_intake,
	issue: m.track_waits_money_issue,
	completion: m.track_waits_money_completion,
	reconciliation: m.track_waits_money_reconciliation,
	statement: m.track_waits_money_statement
};

export const CONSULTED: Record<
	TrackedConsultation['state'],
	(inputs: { day: string }, reader: { locale: 'ar' | 'en' }) => string
> = {
	asked: m.track_consultation_asked,
	answered: m.track_consultation_answered,
	silent: m.track_consultation_silent
};

export const OPENED_AS: Words<OpenedAs> = {
	...DUTY,
	applicant: m.track_openings_you,
	unit_head: m.track_by_unit_head,
	admin: m.track_by_admin,
	officer: m.track_by_officer
};

export const stepTitle = (step: string, reader: Reader): string =>
	(step in STEP ? STEP[step as keyof typeof STEP] : WORKS_STEP[step as WorksStep])({}, reader);

export function thingWords(
	thing: OpenedThing,
	reader: Reader & { number: (value: number) => string; pick: (text: { ar: string; en: string }) => string }
): string {
	if (thing.what === 'parties') return m.track_opened_parties({}, reader);
	if (thing.what === 'certificate') return m.track_opened_certificate({ number: thing.number }, reader);
	return m.track_opened_document(
		{ title: reader.pick(thing.title), version: reader.number(thing.version) },
		reader
	);
}
