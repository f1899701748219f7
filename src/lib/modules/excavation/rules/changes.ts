import type { DigChange, DigSnapshot } from './types.ts';

const FIELDS = [
	'state',
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
] as const satisfies readonly (keyof DigSnapshot)[];

/** What a version changed against the one before it, in the order a reader asks. */
export function changesBetween(before: DigSnapshot, after: DigSnapshot): DigChange[] {
	const changes: DigChange[] = FIELDS.filter((f) => !same(before[f] ?? null, after[f] ?? null)).map(
		(field) => ({
			field,
			before: before[field] ?? null,
			after: after[field] ?? null
		})
	);
	if (!same(before.geometry, after.geometry))
		changes.push({ field: 'shape', before: before.length_m, after: after.length_m });
	if (!same(before.detours ?? [], after.detours ?? []))
		changes.push({ field: 'detours', before: before.detours_m || null, after: after.detours_m || null });
	return changes;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
