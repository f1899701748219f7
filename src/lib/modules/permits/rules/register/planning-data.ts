import type { CivilDate } from '#lib/kernel/dates.ts';
import type { PublicPermit } from './types.ts';
import type { PublicEvent, PublicState } from './vocabulary.ts';

/** The specification "planning application decision" of planning data: the fields of an application, in its order. */
export const PLANNING_APPLICATION_FIELDS = [
	'reference',
	'name',
	'description',
	'address-text',
	'geometry',
	'point',
	'documentation-url',
	'planning-application-type',
	'planning-decision',
	'notes',
	'organisation',
	'entry-date',
	'start-date',
	'decision-date',
	'end-date'
] as const;
export type PlanningApplication = Record<(typeof PLANNING_APPLICATION_FIELDS)[number], string>;

export const PLANNING_LOG_FIELDS = [
	'reference',
	'planning-application',
	'planning-application-status',
	'documentation-url',
	'notes',
	'organisation',
	'event-date',
	'entry-date',
	'start-date',
	'end-date'
] as const;
export type PlanningLogEntry = Record<(typeof PLANNING_LOG_FIELDS)[number], string>;

export const PLANNING_DECISIONS = [
	'application-withdrawn',
	'permission-granted',
	'permission-granted-with-conditions',
	'permission-refused'
] as const;

const DECISION: Partial<Record<PublicState, (typeof PLANNING_DECISIONS)[number]>> = {
	fees_due: 'permission-granted',
	issued: 'permission-granted',
	building: 'permission-granted',
	completed: 'permission-granted',
	suspended: 'permission-granted',
	revoked: 'permission-granted',
	expired: 'permission-granted',
	refused: 'permission-refused',
	appealed: 'permission-refused',
	withdrawn: 'application-withdrawn'
};

/** The decision of an application, empty while there is none. */
export const planningDecision = (state: PublicState): string => DECISION[state] ?? '';

/** Codes of the specification where it names them, else our own in its spelling. */
export const PLANNING_STATUS: Record<PublicEvent, string> = {
	submitted: 'submitted',
	accepted: 'validated',
	notified: 'neighbours-notified',
	approved: 'decided',
	refused: 'decided',
	appealed: 'appeal-received',
	appeal_dismissed: 'appeal-dismissed',
	appeal_granted: 'appeal-allowed',
	issued: 'issued',
	suspended: 'suspended',
	resumed: 'resumed',
	revoked: 'revoked',
	withdrawn: 'withdrawn',
	expired: 'expired',
	started: 'commenced',
	works_complete: 'works-complete',
	deposited: 'completion-deposited',
	completed: 'completed'
};

const ENDS: readonly PublicState[] = ['withdrawn', 'revoked', 'expired'];

interface Told {
	name: string;
	description: string;
	address: string;
	link: string;
	organisation: string;
}

/**
 * An entry of the register as a planning application; what is not known is an empty text, as in its files.
 * @param shape well-known text in WGS84; `status_on` the day of the last event; `changed_on` of the entry.
 */
export function planningApplication(
	p: PublicPermit & { status_on: CivilDate; changed_on: CivilDate },
	{ geometry, point }: { geometry: string; point: string },
	{ name, description, address, link, organisation }: Told
): PlanningApplication {
	return {
		reference: p.reference,
		name,
		description,
		'address-text': address,
		geometry,
		point,
		'documentation-url': link,
		'planning-application-type': p.kind.replaceAll('_', '-'),
		'planning-decision': planningDecision(p.state),
		notes: '',
		organisation,
		'entry-date': p.changed_on,
		'start-date': p.applied_on,
		'decision-date': p.decided_on ?? p.issued_on ?? '',
		'end-date': ENDS.includes(p.state) ? p.status_on : ''
	};
}

/** What happened to an application, as an entry of its log. `approved` and `refused` are told apart in the notes. */
export function planningLogEntry(
	entry: { id: string; reference: string; status: PublicEvent; on: CivilDate; entered_on: CivilDate },
	{ link, organisation }: Pick<Told, 'link' | 'organisation'>
): PlanningLogEntry {
	const decided = entry.status === 'approved' || entry.status === 'refused';
	return {
		reference: `${entry.reference}/${entry.id}`,
		'planning-application': entry.reference,
		'planning-application-status': PLANNING_STATUS[entry.status],
		'documentation-url': link,
		notes: decided ? entry.status : '',
		organisation,
		'event-date': entry.on,
		'entry-date': entry.entered_on,
		'start-date': entry.on,
		'end-date': ''
	};
}
