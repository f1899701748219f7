import { stripBidi } from '#lib/kernel/bidi.ts';
import { arNorm } from '#lib/kernel/arabic.ts';
import { isCivilDate, parseDate, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from './limits.ts';
import { CATEGORIES, DIG_STATES, type Category, type DigState } from './vocabulary.ts';

/** A foreign work as a file gives it. Texts as they stand there; geometry in the file's system. */
export interface ImportDig {
	source_id: unknown;
	promoter: unknown;
	start: unknown;
	end: unknown;
	carriageway?: unknown;
	title?: unknown;
	category?: unknown;
	state?: unknown;
	width_m?: unknown;
	geometry: GeoJSON.Geometry | null;
}

/** A foreign work that can be stored. */
export interface ReadDig {
	source_id: string;
	promoter: string;
	start: CivilDate;
	end: CivilDate;
	carriageway: boolean;
	title: string;
	category: Category;
	state: DigState;
	width_m: number | null;
}

const YES = ['1', 'true', 't', 'yes', 'y', 'نعم', 'صح'];

/**
 * Reads a row's attributes: days in any usual form (a time of day is left off), truth in words or figures.
 * @throws DomainError `invalid_input` with every wrong field.
 */
export function readImportRow(row: ImportDig): ReadDig {
	const fields: FieldError[] = [];
	const need = <T>(path: string, value: T | null, code = 'dig_required'): T => {
		if (value === null || value === '') fields.push({ path, code });
		return value as T;
	};
	const read: ReadDig = {
		source_id: need('source_id', text(row.source_id, 200)),
		promoter: need('promoter', text(row.promoter, 200)),
		start: need('start', day(row.start), 'dig_not_a_day'),
		end: need('end', day(row.end), 'dig_not_a_day'),
		carriageway: YES.includes(arNorm(text(row.carriageway, 20))),
		title: text(row.title, LIMITS.titleLength) || text(row.source_id, LIMITS.titleLength),
		category: oneOf(CATEGORIES, row.category) ?? 'standard',
		state: oneOf(DIG_STATES, row.state) ?? 'planned',
		width_m: width(row.width_m)
	};
	if (fields.length === 0 && read.end < read.start) fields.push({ path: 'end', code: 'dig_window_reversed' });
	if (fields.length) throw new DomainError('invalid_input', { fields });
	return read;
}

function text(value: unknown, max: number): string {
	if (value === null || value === undefined || typeof value === 'object') return '';
	return stripBidi(String(value)).trim().slice(0, max);
}

function day(value: unknown): CivilDate | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
	const written = text(value, 60);
	const iso = written.slice(0, 10);
	if (isCivilDate(iso)) return iso;
	return parseDate(written) ?? parseDate(written.replace(/[\sT]+\d{1,2}:\d{2}.*$/, ''));
}

function oneOf<T extends string>(codes: readonly T[], value: unknown): T | undefined {
	const wanted = text(value, 40).toLowerCase();
	return codes.find((c) => c === wanted);
}

function width(value: unknown): number | null {
	const metres = Number(text(value, 20) || NaN);
	return metres >= LIMITS.width.min && metres <= LIMITS.width.max ? metres : null;
}
