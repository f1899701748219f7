import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type {
	Category,
	DigState,
	HistoryAction,
	Method,
	Severity,
	Surface,
	TrafficEffect
} from '../rules/index.ts';

/** What the codes are called. Each takes the reader: `STATE.planned({}, prefs)`. */
export type Words<Code extends string> = Record<
	Code,
	(inputs: object, reader: { locale: 'ar' | 'en' }) => string
>;

export const STATE: Words<DigState> = {
	planned: m.excavation_state_planned,
	submitted: m.excavation_state_submitted,
	granted: m.excavation_state_granted,
	running: m.excavation_state_running,
	finished: m.excavation_state_finished,
	restored: m.excavation_state_restored,
	closed: m.excavation_state_closed,
	refused: m.excavation_state_refused,
	cancelled: m.excavation_state_cancelled
};

export const STATE_TONE: Record<DigState, Tone> = {
	planned: 'neutral',
	submitted: 'waiting',
	granted: 'accent',
	running: 'accent',
	finished: 'waiting',
	restored: 'done',
	closed: 'done',
	refused: 'blocked',
	cancelled: 'blocked'
};

export const CATEGORY: Words<Category> = {
	emergency: m.excavation_category_emergency,
	urgent: m.excavation_category_urgent,
	minor: m.excavation_category_minor,
	standard: m.excavation_category_standard,
	major: m.excavation_category_major
};

export const METHOD: Words<Method> = {
	open_cut: m.excavation_method_open_cut,
	trenchless: m.excavation_method_trenchless,
	pit: m.excavation_method_pit
};

export const SURFACE: Words<Surface> = {
	asphalt: m.excavation_surface_asphalt,
	concrete: m.excavation_surface_concrete,
	tiles: m.excavation_surface_tiles,
	unpaved: m.excavation_surface_unpaved
};

export const TRAFFIC: Words<TrafficEffect> = {
	none: m.excavation_traffic_none,
	parking: m.excavation_traffic_parking,
	narrowed: m.excavation_traffic_narrowed,
	lane_closed: m.excavation_traffic_lane_closed,
	closed: m.excavation_traffic_closed
};

export const SEVERITY: Words<Severity> = {
	block: m.excavation_weight_block,
	warn: m.excavation_weight_warn,
	info: m.excavation_weight_info
};
export const SEVERITY_TONE: Record<Severity, Tone> = { block: 'blocked', warn: 'waiting', info: 'accent' };

export const DID: Words<HistoryAction> = {
	registered: m.excavation_did_registered,
	edited: m.excavation_did_edited,
	cancelled: m.excavation_did_cancelled,
	finished: m.excavation_did_finished,
	imported: m.excavation_did_imported,
	overridden: m.excavation_did_overridden,
	submitted: m.excavation_did_submitted,
	withdrawn: m.excavation_did_withdrawn,
	approved: m.excavation_did_approved,
	granted: m.excavation_did_granted,
	refused: m.excavation_did_refused,
	returned: m.excavation_did_returned,
	amended: m.excavation_did_amended,
	started: m.excavation_did_started,
	filed: m.excavation_did_filed,
	overran: m.excavation_did_overran,
	restored: m.excavation_did_restored,
	closed: m.excavation_did_closed,
	rerouted: m.excavation_did_rerouted
};

/** What two works have with each other, in a few words; `promoter` is the other's. */
export const MEETING_TITLE = {
	C1: m.excavation_clash_with,
	C2: m.excavation_title_c2,
	C3: m.excavation_title_c3,
	C5: m.excavation_title_c5_detour,
	C9: m.excavation_title_c9,
	O1: m.excavation_title_o1
};

/** The rules that judge a work by its place and time alone. */
export const FINDING_TITLE = {
	C4: m.excavation_title_c4,
	C5: m.excavation_title_c5,
	C6: m.excavation_title_c6,
	C7: m.excavation_title_c7,
	C8: m.excavation_title_c8
};

/** The codes of a vocabulary as choices. */
export function options<Code extends string>(words: Words<Code>, prefs: Preferences) {
	return (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value]({}, prefs) }));
}

/** "7 m away" or that the lines meet. */
export function apart(metres: number, prefs: Preferences): string {
	if (metres === 0) return m.excavation_crossing({}, prefs);
	return m.excavation_apart(
		{ metres: prefs.number(metres, metres < 10 && metres % 1 >= 0.05 ? 1 : 0) },
		prefs
	);
}

/** Closed days in words. */
export function dayCount(days: number, prefs: Preferences): string {
	return prefs.duration(days * 1440);
}
