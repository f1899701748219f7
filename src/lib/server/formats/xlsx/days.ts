/** Days from the workbook's first day to 1970: from 1900 (with the leap day that never was), or from 1904. */
const FROM_1900 = 25_569;
const FROM_1904 = 24_107;

/** A serial number of a workbook as `2026-12-31`, with the time where it has one; undefined outside 1900 to 9999. */
export function serialDay(serial: number, from1904: boolean): string | undefined {
	const days = serial - (from1904 ? FROM_1904 : FROM_1900);
	if (!(serial >= 1 && serial < 2_958_466)) return undefined;
	// Seconds: the fraction of a day in floating point is not finer.
	const text = new Date(Math.round(days * 86_400) * 1000).toISOString();
	return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}
