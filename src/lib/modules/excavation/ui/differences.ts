import type { Dig, DigChange } from '../rules/types.ts';

export interface Difference {
	field: DigChange['field'];
	mine: DigChange['after'];
	theirs: DigChange['after'];
}

const FIELDS = [
	'title',
	'window',
	'contractor',
	'category',
	'category_reason',
	'method',
	'surface',
	'traffic_effect',
	'connection',
	'carriageway',
	'depth_m',
	'width_m',
	'details'
] as const;

const lengthOf = ({ detours }: Dig) => detours.reduce((sum, d) => sum + d.length_m, 0) || null;

/**
 * Where two people's versions of a record differ: what either of them changed, as each left it. `edit` is the body
 * of my change; a shape is told by its length, mine by being new.
 */
export function differences(base: Dig, current: Dig, edit: Record<string, unknown>): Difference[] {
	const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
	const rows: Difference[] = [];
	for (const field of FIELDS) {
		const [mine, theirs] =
			field === 'contractor' ? contractors(base, current, edit) : plain(field, base, current, edit);
		if (!same(mine, theirs)) rows.push({ field, mine, theirs });
	}
	if ('geometry' in edit || !same(base.geometry, current.geometry))
		rows.push({ field: 'shape', mine: 'geometry' in edit ? null : base.length_m, theirs: current.length_m });
	if ('detours' in edit || !same(base.detours, current.detours))
		rows.push({
			field: 'detours',
			mine: 'detours' in edit ? null : lengthOf(base),
			theirs: lengthOf(current)
		});
	return rows;
}

type Pair = [mine: DigChange['after'], theirs: DigChange['after']];

function plain(
	field: Exclude<(typeof FIELDS)[number], 'contractor'>,
	base: Dig,
	current: Dig,
	edit: Record<string, unknown>
): Pair {
	return [(field in edit ? edit[field] : base[field]) as DigChange['after'], current[field]];
}

/** By name as long as nobody changed it; what a form holds of a contractor is its number. */
function contractors(base: Dig, current: Dig, edit: Record<string, unknown>): Pair {
	if (!('contractor' in edit)) return [base.contractor?.name ?? null, current.contractor?.name ?? null];
	return [edit.contractor as string | null, current.contractor?.register_no ?? null];
}
