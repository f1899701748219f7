import type { Hindrance, PlanStanding, TableWork, Window } from '../../rules/index.ts';

/** Where each work lies; null = it has no place. */
export type Windows = ReadonlyMap<string, Window | null>;
/** What is wrong where a work lies; those that lie well are not in it. */
export type Hindered = ReadonlyMap<string, readonly Hindrance[]>;

export function byReference(works: readonly TableWork[]): ReadonlyMap<string, TableWork> {
	return new Map(works.map((w) => [w.reference, w]));
}

/** As the plan has them. */
export function asProposed(works: readonly TableWork[]): Windows {
	return new Map(works.map((w) => [w.reference, w.window]));
}

export function laid(windows: Windows, reference: string, window: Window): Windows {
	return new Map(windows).set(reference, window);
}

/** Judges some works where they lie; the others keep their judgement. */
export function judged(
	before: Hindered,
	references: readonly string[],
	{
		windows,
		works,
		standing
	}: { windows: Windows; works: ReadonlyMap<string, TableWork>; standing: PlanStanding }
): Hindered {
	const after = new Map(before);
	const where = (reference: string) => windows.get(reference) ?? null;
	for (const reference of references) {
		const window = where(reference);
		// What stays is not to blame; the other party of its clash is marked.
		const stays = works.get(reference)?.fixed ?? true;
		const found = stays || !window ? [] : standing.hindrances(reference, window, where);
		if (found.length > 0) after.set(reference, found);
		else after.delete(reference);
	}
	return after;
}

export const NONE: Hindered = new Map();
