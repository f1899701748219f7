import { stripBidi, toLatinDigits } from '#lib/kernel/bidi.ts';
import { addDays, cairoDate, isCivilDate, parseDate, type CivilDate } from '#lib/kernel/dates.ts';

/** What stands in a cell, be it a list or an object: nothing but an empty cell is empty. */
export function cellText(value: unknown): string {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);
}

/** A file's value as a text of so many characters at most; empty when there is none. */
export function readText(value: unknown, max: number): string {
	return textOf(value).slice(0, max);
}

/** A text of any length. */
export function textOf(value: unknown): string {
	if (value === null || value === undefined || typeof value === 'object') return '';
	return stripBidi(String(value)).trim();
}

/** A spreadsheet's number of a day (1982 to 2064) whose cell is not shown as one. */
const SERIAL = /^[3-5]\d{4}(\.\d+)?$/;

/** A time of day with its zone, as `T22:30:00Z` or ` 22:30+02`, at the end of a text. */
const ZONED = /[\sT]+(\d{1,2}:\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * A file's value as a day; null when it is none. A moment, told with its zone, is the day it falls on in Cairo; a
 * time without a zone is left off, and so is midnight, with which tools write a whole day.
 */
export function readDay(value: unknown): CivilDate | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
	const written = readText(value, 60);
	if (SERIAL.test(written)) return addDays('1899-12-30', Math.floor(Number(written)));
	const zoned = ZONED.exec(toLatinDigits(written));
	if (zoned) return zonedDay(written.slice(0, zoned.index), zoned);
	return plainDay(written);
}

function zonedDay(
	written: string,
	[, clock = '', seconds = '00', zone = '']: RegExpExecArray
): CivilDate | null {
	const day = plainDay(written);
	const time = `${clock.padStart(5, '0')}:${seconds}`;
	if (day === null || time === '00:00:00') return day;
	const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
	const moment = new Date(`${day}T${time}${sign}${hours}:${minutes}`);
	return Number.isNaN(moment.getTime()) ? null : cairoDate(moment);
}

function plainDay(written: string): CivilDate | null {
	const iso = written.slice(0, 10);
	if (isCivilDate(iso)) return iso;
	return parseDate(written) ?? parseDate(written.replace(/[\sT]+\d{1,2}:\d{2}.*$/, ''));
}
