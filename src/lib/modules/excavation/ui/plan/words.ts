import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Hindrance, PlanProgress, TableWork, UnplacedReason } from '../../rules/index.ts';
import type { PlanTable, Stand } from './plan-table.svelte.ts';

export const STAND_TONE: Record<Stand, Tone> = {
	fixed: 'neutral',
	wished: 'done',
	moved: 'accent',
	hindered: 'blocked',
	unplaced: 'waiting'
};

/** The bar of a work on the timeline. */
export const LOOK: Record<Stand, string> = {
	fixed: 'bg-slate/70 border-slate',
	wished: 'bg-palm/60 border-palm',
	moved: 'bg-nile border-nile-strong',
	hindered: 'bg-brick border-brick-strong',
	unplaced: 'bg-amber-soft border-amber border-dashed'
};
/** Where it was asked for, when it stands elsewhere. */
export const WISHED = 'border-dashed border-edge';

export const STAND = {
	fixed: m.plan_stand_fixed,
	wished: m.plan_stand_wished,
	moved: m.plan_stand_moved,
	hindered: m.plan_stand_hindered,
	unplaced: m.plan_stand_unplaced
};

/** What the bars mean. */
export function planKey(prefs: Preferences): { look: string; label: string }[] {
	const stands = Object.keys(STAND) as Stand[];
	const bars = stands.map((stand) => ({ look: LOOK[stand], label: STAND[stand]({}, prefs) }));
	return [...bars, { look: WISHED, label: m.plan_key_wished({}, prefs) }];
}

type Reason = (inputs: { names: string }, reader: { locale: 'ar' | 'en' }) => string;

const UNPLACED: Record<UnplacedReason, Reason> = {
	period: m.plan_reason_period,
	window: m.plan_reason_window,
	notice: m.plan_reason_notice,
	closed: m.plan_reason_closed,
	crowded: m.plan_reason_crowded
};

/** How many days it is, for messages that bend the noun themselves. */
export function dayWords(days: number, prefs: Preferences): { count: number; shown: string } {
	return { count: Math.abs(days), shown: prefs.number(Math.abs(days)) };
}

/** "3 days later", "a day earlier", or as wished. */
export function movedWords(days: number, prefs: Preferences): string {
	if (days === 0) return m.plan_stand_wished({}, prefs);
	const length = dayWords(days, prefs);
	return days > 0 ? m.plan_later(length, prefs) : m.plan_earlier(length, prefs);
}

/** Why a work stands as it does: what hinders it, why it has no place, or how far it went. */
export function standWords(table: PlanTable, work: TableWork, prefs: Preferences): string {
	const hindrances = table.hindrances(work.reference);
	if (hindrances.length > 0)
		return joined(
			hindrances.map((h) => hindranceWords(table, h, prefs)),
			prefs
		);
	if (table.stand(work) === 'unplaced' && work.unplaced) {
		const { reason, by } = work.unplaced;
		const names = joined(
			by.slice(0, 3).map((id) => table.works.get(id)?.title ?? id),
			prefs
		);
		return UNPLACED[reason]({ names }, prefs);
	}
	if (work.fixed) return m.plan_stand_fixed({}, prefs);
	const moved = movedWords(table.moved(work), prefs);
	const sharers = table.sharing(work.reference).map((w) => w.title);
	return sharers.length
		? joined([moved, m.plan_shares({ names: joined(sharers, prefs) }, prefs)], prefs)
		: moved;
}

function hindranceWords(table: PlanTable, { kind, with: other }: Hindrance, prefs: Preferences): string {
	const party = other === null ? undefined : table.works.get(other);
	switch (kind) {
		case 'clash':
			return m.plan_hindered_clash(
				{ title: party?.title ?? '', promoter: party ? prefs.pick(party.promoter) : '' },
				prefs
			);
		case 'crew':
			return m.plan_hindered_crew({ title: party?.title ?? '' }, prefs);
		case 'closed':
			return m.plan_hindered_closed({ name: other ?? '' }, prefs);
		case 'early':
			return m.plan_hindered_early({}, prefs);
		case 'late':
			return m.plan_hindered_late({}, prefs);
	}
}

function joined(texts: readonly string[], prefs: Preferences): string {
	return texts.join(prefs.locale === 'ar' ? '، ' : ', ');
}

/** How far a plan is, and what is at work. */
export function progressWords({ stage, done, total, at }: PlanProgress, prefs: Preferences): string {
	if (stage === 'reading') return m.plan_progress_reading({}, prefs);
	const groups = m.plan_progress_groups({ done: prefs.number(done), total: prefs.number(total) }, prefs);
	if (!at) return groups;
	const told = { groups, works: prefs.number(at.works), share: prefs.percent(at.share) };
	return m.plan_progress_within(told, prefs);
}
