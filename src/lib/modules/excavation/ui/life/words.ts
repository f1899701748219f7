import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type {
	ApprovalState,
	ApprovalStep,
	Clock,
	DeskKind,
	Forbidding,
	Holder,
	Network,
	ResponseAnswer,
	RoundKind
} from '../../rules/index.ts';
import { FINDING_TITLE } from '../words.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

/** Who is asked. */
export const STEP: Words<ApprovalStep> = {
	district: m.excavation_step_district,
	centre: m.excavation_step_centre,
	traffic: m.excavation_step_traffic
};

export const HOLDER: Words<Exclude<Holder, 'nobody'>> = {
	owner: m.excavation_holder_owner,
	inspector: m.excavation_holder_inspector,
	...STEP
};

/** What forbids a work, by its rule. */
export const HINDRANCE: Words<Forbidding> = {
	...FINDING_TITLE,
	C1: m.excavation_hindrance_clash,
	category: m.excavation_category_too_low
};

export const APPROVAL: Words<ApprovalState> = {
	waiting: m.excavation_approval_waiting,
	asked: m.excavation_approval_asked,
	approved: m.excavation_approval_approved,
	refused: m.excavation_approval_refused,
	returned: m.excavation_approval_returned,
	void: m.excavation_approval_void
};

export const APPROVAL_TONE: Record<ApprovalState, Tone> = {
	waiting: 'neutral',
	asked: 'waiting',
	approved: 'done',
	refused: 'blocked',
	returned: 'blocked',
	void: 'neutral'
};

export const ROUND: Words<RoundKind> = {
	request: m.excavation_round_request,
	amendment: m.excavation_round_amendment,
	emergency: m.excavation_round_emergency
};

export const DESK: Words<DeskKind> = {
	file_due: m.excavation_desk_file_due,
	overrun: m.excavation_desk_overrun,
	breach: m.excavation_desk_breach,
	approve: m.excavation_desk_approve,
	respond: m.excavation_desk_respond,
	late_approval: m.excavation_desk_late_approval,
	late_response: m.excavation_desk_late_response,
	returned: m.excavation_desk_returned,
	start_late: m.excavation_desk_start_late,
	start_today: m.excavation_desk_start_today,
	decided: m.excavation_desk_decided,
	joint: m.excavation_desk_joint,
	judge: m.excavation_desk_judge,
	moved: m.excavation_desk_moved,
	inspect: m.excavation_desk_inspect,
	defects: m.excavation_desk_defects,
	to_close: m.excavation_desk_to_close,
	waiting: m.excavation_desk_waiting,
	interest: m.excavation_desk_interest
};

export const ANSWER: Words<ResponseAnswer> = {
	none: m.excavation_answer_none,
	present: m.excavation_answer_present,
	conditions: m.excavation_answer_conditions,
	objection: m.excavation_answer_objection
};

export const ANSWER_TONE: Record<ResponseAnswer, Tone> = {
	none: 'done',
	present: 'accent',
	conditions: 'waiting',
	objection: 'blocked'
};

export const NETWORK: Words<Network> = {
	water: m.excavation_network_water,
	sewage: m.excavation_network_sewage,
	gas: m.excavation_network_gas,
	power: m.excavation_network_power,
	telecom: m.excavation_network_telecom
};

/** What of somebody's lies there; a declared area is not told in kinds. */
export function networksText(networks: readonly Network[], prefs: Preferences): string {
	if (networks.length === 0) return m.excavation_network_area({}, prefs);
	return networks.map((n) => NETWORK[n]({}, prefs)).join(prefs.locale === 'ar' ? '، ' : ', ');
}

/** "3 working days left", "due today", "2 working days late". */
export function clockWords({ days_left, late }: Clock, prefs: Preferences): string {
	const count = Math.abs(days_left);
	const words = { count, shown: prefs.number(count) };
	// A term that ended at a weekend is late though no working day has passed since.
	if (late) return count === 0 ? m.excavation_clock_over({}, prefs) : m.excavation_clock_late(words, prefs);
	return count === 0 ? m.excavation_clock_today({}, prefs) : m.excavation_clock_left(words, prefs);
}

export function clockTone({ days_left, late }: Clock): Tone {
	if (late) return 'blocked';
	return days_left <= 1 ? 'waiting' : 'neutral';
}

/** Hours left for a file, or by how many it is late. */
export function hoursWords(hours: number, prefs: Preferences): string {
	const count = Math.abs(hours);
	const words = { count, shown: prefs.number(count) };
	return hours < 0 ? m.excavation_hours_late(words, prefs) : m.excavation_hours_left(words, prefs);
}
