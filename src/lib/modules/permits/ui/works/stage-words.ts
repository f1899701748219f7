import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Stage, StageDue } from '../../rules/life/stages.ts';

/** What is inspected, in words: the stage, and its floor where it has one. */
export function stageWords(
	stages: readonly Stage[],
	{ stage, floor }: StageDue,
	prefs: Pick<Preferences, 'pick' | 'number' | 'locale'>
): string {
	const found = stages.find((s) => s.code === stage);
	const title = found ? prefs.pick(found.title) : stage;
	return floor === null ? title : m.permits_stage_floor({ stage: title, floor: prefs.number(floor) }, prefs);
}

/** One thing to inspect as the value of a choice. */
export const stageKey = ({ stage, floor }: StageDue): string => `${stage}/${floor ?? ''}`;
