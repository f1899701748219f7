import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { DigState, TimelineWork } from '../../rules/index.ts';
import { STATE } from '../words.ts';

/** Everything a bar says, for those who do not see it. */
export function barWords(work: TimelineWork, prefs: Preferences): string {
	const days = prefs.dateRange(work.window.start, work.window.end);
	const parts = [`${work.title}: ${prefs.pick(work.promoter)}`, days, STATE[work.state]({}, prefs)];
	if (work.late) parts.push(m.timeline_late({}, prefs));
	const clashes = clashWords(work, prefs);
	if (clashes) parts.push(clashes);
	return parts.join('. ');
}

/** "Two clashes, one blocks"; empty without any. */
export function clashWords({ clashes }: TimelineWork, prefs: Preferences): string {
	const count = clashes.length;
	if (count === 0) return '';
	const words = m.excavation_clash_count({ count, shown: prefs.number(count) }, prefs);
	return clashes.some((c) => c.severity === 'block') ? `${words} (${m.timeline_blocks({}, prefs)})` : words;
}

/** As the map draws it: dashed while planned, full once it is granted, faint when it is over. */
export const BAR: Record<DigState, string> = {
	planned: 'border-dashed border-dig bg-dig/15',
	submitted: 'border-dashed border-dig bg-dig/15',
	granted: 'border-dig bg-dig/60',
	running: 'border-dig bg-dig/60',
	finished: 'border-dig/40 bg-dig/20',
	restored: 'border-dig/40 bg-dig/20',
	closed: 'border-dig/40 bg-dig/20',
	refused: 'border-dig/40 bg-dig/20',
	cancelled: 'border-dig/40 bg-dig/20'
};

/** The mark of a clash upon a bar, by its weight. */
export const MARK = { block: 'border-2 border-brick bg-clash-core', warn: 'border border-amber bg-amber' };

/** What the looks mean. */
export function keyOf(prefs: Preferences): { look: string; label: string }[] {
	return [
		{ look: BAR.planned, label: m.timeline_key_planned({}, prefs) },
		{ look: BAR.granted, label: m.timeline_key_granted({}, prefs) },
		{ look: BAR.finished, label: m.timeline_key_over({}, prefs) },
		{ look: MARK.block, label: m.timeline_key_block({}, prefs) },
		{ look: MARK.warn, label: m.timeline_key_warn({}, prefs) }
	];
}
