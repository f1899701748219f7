import { z } from 'zod';

const [FIRST, LAST] = ['1900-01-01', '2999-12-31'];

/**
 * A day as clients send it: `YYYY-MM-DD`, of a year that a calendar and a database can reckon with (there is no year
 * zero, and 9999 has no tomorrow).
 */
export const isoDay = () =>
	z.iso.date().check(({ value, issues }) => {
		if (value < FIRST! || value > LAST!)
			issues.push({ code: 'invalid_format', format: 'date', input: value, message: 'invalid_format' });
	});
