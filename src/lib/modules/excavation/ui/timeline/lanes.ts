import { addDays } from '#lib/kernel/dates.ts';
import type { TimelineGroup, TimelineWork } from '../../rules/index.ts';

/** A line of the timeline: works of one group that are not in each other's way, the earliest first. */
export interface Lane {
	group: TimelineGroup;
	/** Its place among the lanes of the group. */
	nth: number;
	works: TimelineWork[];
}

/**
 * Lays works side by side on as few lines as they need, the earliest first.
 * @param least days that a bar takes at least, however short its work is.
 */
export function lanesOf(groups: readonly TimelineGroup[], least = 1): Lane[] {
	return groups.flatMap((group) => {
		const lanes: (Lane & { until: string })[] = [];
		for (const work of group.works) {
			const { start, end } = work.window;
			const shown = addDays(start, least - 1);
			const until = shown > end ? shown : end;
			const free = lanes.find((lane) => lane.until < start);
			if (free) {
				free.works.push(work);
				free.until = until;
			} else lanes.push({ group, nth: lanes.length, works: [work], until });
		}
		return lanes;
	});
}

/** Following pages join the groups that are there; a new group comes after them. */
export function joined(
	before: readonly TimelineGroup[],
	more: readonly TimelineGroup[]
): readonly TimelineGroup[] {
	const groups = new Map(before.map((g) => [g.name?.ar ?? '', g]));
	for (const { name, works } of more) {
		const key = name?.ar ?? '';
		groups.set(key, { name, works: [...(groups.get(key)?.works ?? []), ...works] });
	}
	return [...groups.values()].sort((a, b) => Number(a.name === null) - Number(b.name === null));
}

export function byReference(groups: readonly TimelineGroup[]): ReadonlyMap<string, TimelineWork> {
	return new Map(groups.flatMap((g) => g.works.map((w) => [w.reference, w])));
}
