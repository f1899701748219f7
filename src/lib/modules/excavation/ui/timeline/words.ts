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
