import type { TableWork } from '../../rules/index.ts';
import type { PlanTable } from './plan-table.svelte.ts';

export type Grouping = 'street' | 'promoter';

/** A line of the timeline: the name of a group, or a work. */
export type TimelineRow = { group: string; count: number } | { work: TableWork };

/**
 * The works by street or promoter, in the order of their days. `quiet` ones are those that stand as wished and have
 * no part in any move: they are left out unless asked for.
 */
export function timelineRows(
	table: PlanTable,
	{ by, quiet, name }: { by: Grouping; quiet: boolean; name: (work: TableWork) => string | null }
): TimelineRow[] {
	const shown = quiet ? table.proposal.works : concerned(table);
	const groups = new Map<string, TableWork[]>();
	for (const work of shown) {
		const group = (by === 'street' ? work.street : name(work)) ?? '';
		groups.set(group, [...(groups.get(group) ?? []), work]);
	}
	const first = (works: readonly TableWork[]) => works.map((w) => w.wished.start).sort()[0] ?? '';
	return [...groups]
		.sort(([a, x], [b, y]) => Number(a === '') - Number(b === '') || (first(x) < first(y) ? -1 : 1))
		.flatMap(([group, works]): TimelineRow[] => [
			{ group, count: works.length },
			...works.sort((a, b) => (a.wished.start < b.wished.start ? -1 : 1)).map((work) => ({ work }))
		]);
}

/** Works that the plan or the committee moved, those without a place, and whoever they have to do with. */
function concerned(table: PlanTable): TableWork[] {
	const { works, pairs } = table.proposal;
	const core = new Set(
		works
			.filter(
				(w) =>
					w.unplaced ||
					w.window?.start !== w.wished.start ||
					['moved', 'hindered', 'unplaced'].includes(table.stand(w))
			)
			.map((w) => w.reference)
	);
	const around = new Set(core);
	for (const [a, b] of pairs) {
		if (core.has(a)) around.add(b);
		if (core.has(b)) around.add(a);
	}
	return works.filter((w) => around.has(w.reference));
}
