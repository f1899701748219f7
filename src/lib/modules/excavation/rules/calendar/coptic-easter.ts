import { addDays, type CivilDate } from '#lib/kernel/dates.ts';

/** Easter Sunday of the Coptic Orthodox Church in a civil year 1900-2099 (Meeus' Julian method, brought to our calendar). */
export function copticEaster(year: number): CivilDate {
	const d = (19 * (year % 19) + 15) % 30;
	const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
	const month = Math.floor((d + e + 114) / 31);
	const day = ((d + e + 114) % 31) + 1;
	const julian = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
	return addDays(julian, 13);
}
