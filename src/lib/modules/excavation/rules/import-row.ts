import type { CivilDate } from '#lib/kernel/dates.ts';
import type { FieldError } from '#lib/kernel/errors.ts';
import { parseNumber } from '#lib/kernel/numbers.ts';
import { needsReason } from './category.ts';
import { cellText, readDay, readText, textOf } from './cell.ts';
import { foreignWindowFaults } from './foreign-window.ts';
import { LIMITS } from './limits.ts';
import { meant } from './programme/words.ts';
import { rowFault } from './row-fault.ts';
import {
	hindersTraffic,
	type Category,
	type DigState,
	type Method,
	type Surface,
	type TrafficEffect
} from './vocabulary.ts';

/** A foreign work as a file gives it. Texts as they stand there; geometry in the file's system. */
export interface ImportDig {
	source_id: unknown;
	promoter: unknown;
	start: unknown;
	end: unknown;
	/** Absent: it follows from the effect on traffic. */
	carriageway?: unknown;
	title?: unknown;
	details?: unknown;
	/** Who digs for the promoter: a register number or a name. */
	contractor?: unknown;
	/** Absent: it follows from its days and the surface it opens. */
	category?: unknown;
	/** Why it cannot wait, of what is urgent or an emergency. */
	reason?: unknown;
	/** Paving and repair of the road itself. */
	road_works?: unknown;
	/** Its street in the source's words. */
	street?: unknown;
	method?: unknown;
	surface?: unknown;
	traffic_effect?: unknown;
	state?: unknown;
	depth_m?: unknown;
	width_m?: unknown;
	/** The last day of the guarantee, of a work whose street is restored. */
	guarantee_until?: unknown;
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
	details: string | null;
	contractor: string | null;
	/** Null: the row does not tell. */
	category: Category | null;
	category_reason: string | null;
	road_works: boolean;
	street: string | null;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	state: DigState;
	depth_m: number | null;
	width_m: number | null;
	guarantee_until: CivilDate | null;
}

/** A longer text is refused, never cut. */
const LONGEST = [
	['source_id', 200],
	['promoter', 200],
	['title', LIMITS.titleLength],
	['details', LIMITS.detailsLength],
	['contractor', 200],
	['street', LIMITS.titleLength]
] as const;

/**
 * Reads a row's attributes: days in any usual form (a time of day is left off), truth in words or figures. What
 * stands there must be understood; only an empty cell is the usual. With `today` its days
 * keep to what is accepted of foreign works.
 * @throws DomainError of the one field that is wrong (`value_missing`, `value_unreadable`, `value_too_long`,
 * `dig_days_reversed`, `dig_day_out_of_range`, `dig_window_too_long`); `invalid_input` when several are. Either way `fields` holds every wrong one.
 */
export function readImportRow(row: ImportDig, today?: CivilDate): ReadDig {
	const fields: FieldError[] = [];
	const need = (path: 'source_id' | 'promoter'): string => {
		const text = readText(row[path], 200);
		if (text === '') fields.push(missing(path));
		return text;
	};
	const day = (path: 'start' | 'end'): CivilDate => {
		const read = readDay(row[path]);
		const text = cellText(row[path]);
		if (read === null) fields.push(text === '' ? missing(path) : unreadable(path, text));
		return read ?? '';
	};
	// An empty cell leaves the usual; a word that is not understood would be stored as something it does not say.
	const word = <K extends Parameters<typeof meant>[0]>(kind: K, path: keyof ImportDig) => {
		const text = cellText(row[path]);
		const code = text === '' ? undefined : meant(kind, text);
		if (text !== '' && code === undefined) fields.push(unreadable(path, text));
		return code;
	};
	const effect = word('traffic_effect', 'traffic_effect') ?? 'none';
	const carriageway = word('truth', 'carriageway');
	const category = word('category', 'category') ?? null;
	const state = word('state', 'state') ?? 'planned';
	const read: ReadDig = {
		source_id: need('source_id'),
		promoter: need('promoter'),
		start: day('start'),
		end: day('end'),
		carriageway: carriageway === undefined ? hindersTraffic(effect) : carriageway === 'yes',
		title: readText(row.title, LIMITS.titleLength) || readText(row.source_id, LIMITS.titleLength),
		details: readText(row.details, LIMITS.detailsLength) || null,
		contractor: readText(row.contractor, 200) || null,
		category,
		category_reason: (category && needsReason(category) && readText(row.reason, LIMITS.reasonLength)) || null,
		road_works: word('truth', 'road_works') === 'yes',
		street: readText(row.street, LIMITS.titleLength) || null,
		method: word('method', 'method') ?? 'open_cut',
		surface: word('surface', 'surface') ?? null,
		traffic_effect: effect,
		state,
		depth_m: metres(row.depth_m, LIMITS.depth),
		width_m: metres(row.width_m, LIMITS.width),
		guarantee_until: state === 'restored' || state === 'closed' ? readDay(row.guarantee_until) : null
	};
	for (const [path, limit] of LONGEST) {
		const { length } = textOf(row[path]);
		if (length > limit) fields.push({ path, code: 'value_too_long', params: { field: path, length, limit } });
	}
	const { start, end } = read;
	if (start && end && today !== undefined) fields.push(...foreignWindowFaults({ start, end }, today));
	else if (start && end && end < start)
		fields.push({ path: 'end', code: 'dig_days_reversed', params: { start, end } });
	if (fields.length) throw rowFault(fields);
	return read;
}

function missing(path: string): FieldError {
	return { path, code: 'value_missing', params: { field: path } };
}

function unreadable(path: string, value: string): FieldError {
	return { path, code: 'value_unreadable', params: { field: path, value: value.slice(0, 60) } };
}

function metres(value: unknown, { min, max }: { min: number; max: number }): number | null {
	const read = parseNumber(readText(value, 20));
	return read !== undefined && read >= min && read <= max ? read : null;
}
