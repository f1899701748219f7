import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { INSPECTION_RESULTS } from './works-schema.ts';

/** A stage of the works that is inspected, of the list that holds from a day on. */
export interface Stage {
	code: string;
	title: Bilingual;
	/** Inspected once for every floor. */
	per_floor: boolean;
	valid_from: CivilDate;
	source: string;
	unverified: boolean;
}

/** One thing to inspect: a stage, or a floor of it. */
export interface StageDue {
	stage: string;
	floor: number | null;
}

/** Everything to inspect in a building, in its order. A building without floors on record has one. */
export function thingsToInspect(stages: readonly Stage[], floors: number | null): StageDue[] {
	return stages.flatMap(({ code, per_floor }): StageDue[] =>
		per_floor
			? Array.from({ length: Math.max(1, floors ?? 1) }, (_, i) => ({ stage: code, floor: i + 1 }))
			: [{ stage: code, floor: null }]
	);
}

/** What comes before a thing in the order of the works and is not passed. */
export function stagesBefore(
	due: readonly StageDue[],
	left: readonly StageDue[],
	thing: StageDue
): StageDue[] {
	const at = due.findIndex((d) => keyOf(d) === keyOf(thing));
	return due.slice(0, Math.max(0, at)).filter((d) => left.some((l) => keyOf(l) === keyOf(d)));
}

interface Found extends StageDue {
	result: (typeof INSPECTION_RESULTS)[number];
	/** When it was made. */
	at: string;
}

/** What is still to be inspected, or was last found deviating. The order in which inspections arrive does not matter. */
export function stagesLeft(due: readonly StageDue[], inspections: readonly Found[]): StageDue[] {
	const last = new Map<string, Found>();
	for (const inspection of inspections) {
		const key = keyOf(inspection);
		const before = last.get(key);
		if (!before || Date.parse(inspection.at) >= Date.parse(before.at)) last.set(key, inspection);
	}
	return due.filter((d) => last.get(keyOf(d))?.result !== 'ok');
}

const keyOf = ({ stage, floor }: StageDue) => `${stage} ${floor ?? ''}`;
