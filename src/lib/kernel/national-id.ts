import { stripBidi, toLatinDigits } from './bidi.ts';
import { civilDate } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';
import { BIRTH_GOVERNORATES } from './governorate-codes.ts';
import type { Bilingual } from './layer.ts';

/** What the fourteen digits say: century, date of birth, governorate of birth, serial (odd = male), check digit. */
export interface NationalId {
	id: string;
	birthDate: CivilDate;
	birthGovernorate: Bilingual & { code: string };
	sex: 'male' | 'female';
	/**
	 * No official rule for the check digit is published and real cards fail the common one, so 'mismatch' is a
	 * warning to look again, never a refusal. 'undetermined' where the published versions disagree.
	 */
	checkDigit: 'match' | 'mismatch' | 'undetermined';
}

/** Why a number cannot be a national number. */
export type NationalIdProblem =
	| 'national_id_not_14_digits'
	| 'national_id_century'
	| 'national_id_no_such_date'
	| 'national_id_future'
	| 'national_id_governorate';

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Reads a typed national number (any digits, spaces or hyphens between) as of a day, or says what is wrong. */
export function readNationalId(
	text: string,
	today: CivilDate
): { ok: true; value: NationalId } | { ok: false; problem: NationalIdProblem } {
	const id = toLatinDigits(stripBidi(text)).replace(/[\s-]/g, '');
	if (!/^[0-9]{14}$/.test(id)) return { ok: false, problem: 'national_id_not_14_digits' };
	const century = { '2': 1900, '3': 2000 }[id.charAt(0)];
	if (!century) return { ok: false, problem: 'national_id_century' };
	const part = (start: number) => Number(id.slice(start, start + 2));
	const birthDate = civilDate(century + part(1), part(3), part(5));
	if (!birthDate) return { ok: false, problem: 'national_id_no_such_date' };
	if (birthDate > today) return { ok: false, problem: 'national_id_future' };
	const code = id.slice(7, 9);
	const governorate = BIRTH_GOVERNORATES[code];
	if (!governorate) return { ok: false, problem: 'national_id_governorate' };
	const sex = Number(id.charAt(12)) % 2 === 1 ? 'male' : 'female';
	const birthGovernorate = { code, ...governorate };
	return { ok: true, value: { id, birthDate, birthGovernorate, sex, checkDigit: checkDigit(id) } };
}

/** The number as it may be shown: only the last four digits. */
export function maskNationalId(id: string): string {
	return '•'.repeat(Math.max(0, id.length - 4)) + id.slice(-4);
}

function checkDigit(id: string): NationalId['checkDigit'] {
	const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id.charAt(index)), 0);
	const expected = 11 - (sum % 11);
	if (expected > 9) return 'undetermined';
	return expected === Number(id.charAt(13)) ? 'match' : 'mismatch';
}
