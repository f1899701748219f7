import { toLatinDigits } from '#lib/kernel/bidi.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Why a password is not good enough, or undefined. Length counts; a mixture of kinds of signs is not asked. */
export function passwordProblem(
	password: string,
	{ username = '' }: { username?: string } = {}
): 'password_too_short' | 'password_too_long' | 'password_too_simple' | 'password_holds_name' | undefined {
	const letters = [...toLatinDigits(password.normalize('NFKC'))];
	if (letters.length < PASSWORD_MIN) return 'password_too_short';
	if (letters.length > PASSWORD_MAX) return 'password_too_long';
	const lower = letters.join('').toLowerCase();
	if (new Set(lower).size < 5 || isRun(lower) || isRepeated(lower)) return 'password_too_simple';
	if (username.length >= 4 && lower.replace(username.toLowerCase(), '').length < PASSWORD_MIN - 4)
		return 'password_holds_name';
	return undefined;
}

/** @throws DomainError `invalid_input` naming the field. */
export function demandGoodPassword(
	password: string,
	options: { username?: string; path?: string } = {}
): void {
	const code = passwordProblem(password, options);
	if (!code) return;
	const field: FieldError = {
		path: options.path ?? 'password',
		code,
		params: { min: PASSWORD_MIN, max: PASSWORD_MAX }
	};
	throw new DomainError('invalid_input', { fields: [field] });
}

const ROWS = [
	'1234567890',
	'qwertyuiop',
	'asdfghjkl',
	'zxcvbnm',
	'abcdefghijklmnopqrstuvwxyz',
	'ضصثقفغعهخحجد'
];

/** True when it is made of a few keyboard or alphabet runs ("1234567890", "qwertyuiop12"). */
function isRun(text: string): boolean {
	let runs = 0;
	for (let i = 0; i < text.length; runs++) {
		let length = 1;
		while (length < text.length - i && inOneRow(text.slice(i, i + length + 1))) length++;
		i += length;
	}
	return runs <= 3;
}

function inOneRow(piece: string): boolean {
	const back = [...piece].reverse().join('');
	return ROWS.some((row) => (row + row).includes(piece) || (row + row).includes(back));
}

/** True when it is one short piece again and again ("abcdabcdabcd"). */
function isRepeated(text: string): boolean {
	return /^(.{1,5})\1+.{0,2}$/su.test(text);
}
