import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { Window } from '../types.ts';
import type { Surface } from '../vocabulary.ts';
import type { TariffRow } from './types.ts';
import type { RoadGrade, TariffItem } from './vocabulary.ts';

/** Days, both included, throughout which the same rows of the tariff are in force. */
export interface Stretch {
	window: Window;
	days: number;
}

/** Cuts a window wherever one of these rows begins or ends. */
export function stretches(window: Window, rows: readonly TariffRow[]): Stretch[] {
	const cuts = new Set([window.start]);
	for (const { valid_from, valid_to } of rows) {
		if (valid_from > window.start && valid_from <= window.end) cuts.add(valid_from);
		const after = valid_to === null ? null : addDays(valid_to, 1);
		if (after !== null && after > window.start && after <= window.end) cuts.add(after);
	}
	const starts = [...cuts].sort();
	return starts.map((start, i) => {
		const next = starts[i + 1];
		const end = next === undefined ? window.end : addDays(next, -1);
		return { window: { start, end }, days: diffDays(start, end) + 1 };
	});
}

/** The row of an item that is in force on a day. */
export function rowOn(
	tariff: readonly TariffRow[],
	day: CivilDate,
	item: TariffItem,
	grade: RoadGrade | null = null,
	surface: Surface | null = null
): TariffRow | undefined {
	return tariff.find(
		(r) =>
			r.item === item &&
			r.grade === grade &&
			r.surface === surface &&
			r.valid_from <= day &&
			(r.valid_to === null || day <= r.valid_to)
	);
}

/** Puts neighbours together for which `same` holds, so that a stretch is cut only where something changes. */
export function merged<T extends Stretch>(parts: readonly T[], same: (a: T, b: T) => boolean): T[] {
	const found: T[] = [];
	for (const part of parts) {
		const last = found.at(-1);
		if (last && addDays(last.window.end, 1) === part.window.start && same(last, part))
			found[found.length - 1] = {
				...last,
				window: { start: last.window.start, end: part.window.end },
				days: last.days + part.days
			};
		else found.push(part);
	}
	return found;
}
