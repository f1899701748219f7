import { toLatinDigits } from '#lib/kernel/bidi.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/**
 * Why a password is not good enough, or undefined. Length counts; a mixture of kinds of signs is not asked. What the
 * first guesses are made of does not count: words like "password", runs of the keyboard, years and other figures.
 */
export function passwordProblem(
	password: string,
	{ username = '' }: { username?: string } = {}
): 'password_too_short' | 'password_too_long' | 'password_too_simple' | 'password_holds_name' | undefined {
	const letters = [...toLatinDigits(password.normalize('NFKC'))];
	if (letters.length < PASSWORD_MIN) return 'password_too_short';
	if (letters.length > PASSWORD_MAX) return 'password_too_long';
	const lower = letters.join('').toLowerCase();
	if (username.length >= 4 && lower.includes(username.toLowerCase())) return 'password_holds_name';
	if (new Set(lower).size < 5 || isRun(lower) || isRepeated(lower) || isCommon(lower))
		return 'password_too_simple';
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

/** What people write when a form asks for a password, in this country and elsewhere; longer words first. */
const COMMON = [
	...['password', 'passwort', 'passcode', 'pass', 'secret', 'letmein', 'welcome', 'changeme', 'default'],
	...['administrator', 'admin', 'root', 'user', 'guest', 'login', 'master', 'system', 'test', 'hello'],
	...['iloveyou', 'monkey', 'dragon', 'football', 'diwan', 'egypt', 'governorate', 'qwerty', 'asdf', 'zxcv'],
	...['المرور', 'كلمة', 'السر', 'مدير', 'مستخدم', 'ديوان', 'محافظة', 'مصر']
].sort((a, b) => b.length - a.length);
/** Letters that must be left of a password that holds a common word, when the word and all figures are taken away. */
const OWN_LETTERS = 5;
const LOOKALIKES: Record<string, string> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'@': 'a',
	$: 's'
};

/** True for a common word with figures and signs round it ("password1234", "P@ssw0rd-2026", "admin.egypt.1"). */
function isCommon(text: string): boolean {
	const spelt = [...text].map((c) => LOOKALIKES[c] ?? c).join('');
	return [text, spelt].some((form) => {
		const rest = COMMON.reduce((left, word) => left.replaceAll(word, ' '), form);
		return rest !== form && rest.replace(/[^\p{L}]/gu, '').length < OWN_LETTERS;
	});
}

/** True when it is one short piece again and again ("abcdabcdabcd"). */
function isRepeated(text: string): boolean {
	return /^(.{1,5})\1+.{0,2}$/su.test(text);
}
