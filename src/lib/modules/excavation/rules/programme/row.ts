import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { parseNumber } from '#lib/kernel/numbers.ts';
import { needsReason } from '../category.ts';
import { readDay, readText } from '../cell.ts';
import type { ImportDig } from '../import-row.ts';
import { LIMITS } from '../limits.ts';
import {
	hindersTraffic,
	type Category,
	type Method,
	type Surface,
	type TrafficEffect
} from '../vocabulary.ts';
import { meant } from './words.ts';

/** What an agency's row says of a work of theirs; the shape apart. */
export interface GivenWork {
	title: string;
	details: string | null;
	category: Category;
	/** Why it cannot wait, of what is urgent or an emergency. */
	category_reason: string | null;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	carriageway: boolean;
	road_works: boolean;
	street: string | null;
	depth_m: number | null;
	width_m: number | null;
	starts_on: CivilDate;
	ends_on: CivilDate;
}

export interface ProgrammeRow {
	source_id: string;
	/** As it stands there; null when the row names nobody. */
	promoter: string | null;
	/** Likewise. */
	contractor: string | null;
	/** Without a category where the row tells none. */
	work: Omit<GivenWork, 'category'> & { category: Category | null };
}

/**
 * Reads a row of a programme. What stands there must be understood: a word that means nothing is refused, an empty
 * cell is not.
 * @throws DomainError `value_missing`, `value_unreadable` (with `field`), `dig_days_reversed`, `dig_days_outside`.
 */
export function readProgrammeRow(row: ImportDig, today: CivilDate): ProgrammeRow {
	const source_id = needed('source_id', readText(row.source_id, 200));
	const effect = word('traffic_effect', 'traffic_effect', row.traffic_effect) ?? 'none';
	const category = word('category', 'category', row.category) ?? null;
	const reason = readText(row.reason, LIMITS.reasonLength);
	const carriageway = word('truth', 'carriageway', row.carriageway);
	const street = readText(row.street, LIMITS.titleLength) || null;
	const [starts_on, ends_on] = [day('start', row.start), day('end', row.end)];
	demandDays(starts_on, ends_on, today);
	return {
		source_id,
		promoter: readText(row.promoter, 200) || null,
		contractor: readText(row.contractor, 200) || null,
		work: {
			title: readText(row.title, LIMITS.titleLength) || street || source_id,
			details: readText(row.details, LIMITS.detailsLength) || null,
			category,
			category_reason: category && needsReason(category) ? needed('reason', reason) : null,
			method: word('method', 'method', row.method) ?? 'open_cut',
			surface: word('surface', 'surface', row.surface) ?? null,
			traffic_effect: effect,
			carriageway: carriageway === undefined ? hindersTraffic(effect) : carriageway === 'yes',
			road_works: word('truth', 'road_works', row.road_works) === 'yes',
			street,
			depth_m: metres('depth_m', row.depth_m, LIMITS.depth),
			width_m: metres('width_m', row.width_m, LIMITS.width),
			starts_on,
			ends_on
		}
	};
}

function needed(field: string, text: string): string {
	if (text === '') throw new DomainError('value_missing', { params: { field } });
	return text;
}

function unreadable(field: string, value: string): DomainError {
	return new DomainError('value_unreadable', { params: { field, value: value.slice(0, 60) } });
}

function word<K extends Parameters<typeof meant>[0]>(kind: K, field: string, value: unknown) {
	const text = typeof value === 'boolean' ? String(value) : readText(value, 60);
	if (text === '') return undefined;
	const code = meant(kind, text);
	if (code === undefined) throw unreadable(field, text);
	return code;
}

function day(field: string, value: unknown): CivilDate {
	const text = needed(field, value instanceof Date ? value.toISOString() : readText(value, 60));
	const read = readDay(value);
	if (read === null) throw unreadable(field, text);
	return read;
}

function metres(field: string, value: unknown, { min, max }: { min: number; max: number }): number | null {
	const text = readText(value, 20).replace(/\s*(m|م|متر)\.?$/i, '');
	if (text === '') return null;
	const read = parseNumber(text);
	// Nobody digs to no depth: offices fill empty cells with it.
	if (read === 0) return null;
	if (read === undefined || read < min || read > max) throw unreadable(field, text);
	// As the register keeps it.
	return Math.round(read * 100) / 100;
}

function demandDays(start: CivilDate, end: CivilDate, today: CivilDate): void {
	if (end < start) throw new DomainError('dig_days_reversed', { params: { start, end } });
	const last = addDays(today, LIMITS.yearsAhead * 366);
	if (start < LIMITS.firstDay || end > last || diffDays(start, end) >= LIMITS.days)
		throw new DomainError('dig_days_outside', { params: { start, end, days: LIMITS.days } });
}
