import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Decision, SessionMatter } from '../../rules/index.ts';

type Words<Inputs> = (inputs: Inputs, reader: { locale: 'ar' | 'en' }) => string;
interface Parties {
	first: string;
	second: string;
}

/** What was decided, with the companies named. */
export const DECISION: Record<Decision, Words<Parties>> = {
	keep: m.coordination_decision_keep,
	move_first: m.coordination_decision_move_first,
	move_second: m.coordination_decision_move_second,
	join: m.coordination_decision_join,
	postpone: m.coordination_decision_postpone
};

/** The companies of a matter, as its decisions name them. */
export function partiesOf({ first, second }: SessionMatter, prefs: Preferences): Parties {
	return { first: prefs.pick(first.promoter), second: prefs.pick(second.promoter) };
}

/** How many matters of the period wait for another session. */
export function leftOut(
	{ left_out, items }: { left_out: number; items: number },
	prefs: Preferences
): string {
	const told = { count: left_out, shown: prefs.number(left_out), items: prefs.number(items) };
	return m.coordination_left_out(told, prefs);
}
