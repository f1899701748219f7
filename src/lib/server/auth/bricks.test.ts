import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenOfCookies } from './cookie.ts';
import { hashPassword, isOutdated, NOBODYS_HASH, verifyPassword } from './password-hash.ts';
import { passwordProblem } from './password-rules.ts';
import { subscriber } from './rate.ts';
import { blindIndex, seal, unseal } from './seal.ts';

const config = { secret: 'a secret of at least thirty-two characters' };

describe('a password’s hash', () => {
	test('fits its password only, also typed in another form of the same letters', async () => {
		const hash = await hashPassword('كلمة سر طويلة é');
		expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
		expect(await verifyPassword('كلمة سر طويلة e\u0301', hash)).toBe(true);
		expect(await verifyPassword('كلمة سر طويلة e', hash)).toBe(false);
		expect(await hashPassword('كلمة سر طويلة é')).not.toBe(hash);
	});

	test('that is damaged, empty or asks for an absurd cost fits nothing', async () => {
		const costly = NOBODYS_HASH.replace('ln=15', 'ln=31');
		for (const stored of ['', 'plain', '$scrypt$ln=15,r=8,p=1$$', costly, NOBODYS_HASH])
			expect(await verifyPassword('', stored)).toBe(false);
	});

	test('made at another cost is known as outdated and still fits', async () => {
		const weak = '$scrypt$ln=10,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$0000000000000000000000000000000000000000000';
		expect(isOutdated(weak)).toBe(true);
		expect(isOutdated(NOBODYS_HASH)).toBe(false);
	});
});

test('what is sealed opens for its owner, purpose and secret only, and shows every alteration', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), fc.nat(), (text, owner, at) => {
			const sealed = seal(config, 'totp', text, owner);
			expect(unseal(config, 'totp', sealed, owner)).toBe(text);
			expect(unseal(config, 'totp', sealed, `${owner}x`)).toBeUndefined();
			expect(unseal(config, 'national-id', sealed, owner)).toBeUndefined();
			expect(unseal({ secret: `${config.secret}!` }, 'totp', sealed, owner)).toBeUndefined();
			const altered = Buffer.from(sealed);
			const i = at % altered.length;
			altered[i] = (altered[i] ?? 0) ^ 1;
			expect(unseal(config, 'totp', altered, owner)).toBeUndefined();
			expect(unseal(config, 'totp', sealed.subarray(0, i), owner)).toBeUndefined();
		})
	);
});

test('a blind index finds equal values and says nothing without the secret', () => {
	const a = blindIndex(config, 'national-id', '29001011234567');
	expect(a.equals(blindIndex(config, 'national-id', '29001011234567'))).toBe(true);
	expect(a.equals(blindIndex(config, 'national-id', '29001011234568'))).toBe(false);
	expect(a.equals(blindIndex({ secret: 'x'.repeat(40) }, 'national-id', '29001011234567'))).toBe(false);
});

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:DB8:0001:2::6', '2001:db8:1:2'],
	['2001:db8::6', '2001:db8:0:0'],
	['::1', '0:0:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0']
])('the subscriber of %s is %s', (ip, expected) => expect(subscriber(ip)).toBe(expected));

test.each([
	[undefined, undefined],
	['', undefined],
	['a=b', undefined],
	['diwan_session=abc', 'abc'],
	['a=b; diwan_session=abc; c=d', 'abc'],
	['not_diwan_session=abc', undefined],
	['a=1; xdiwan_session=abc', undefined],
	['diwan_session=', undefined]
])('the session in the cookies %j is %j', (header, expected) =>
	expect(tokenOfCookies(header)).toBe(expected)
);

test.each([
	['ninechars', 'password_too_short'],
	['١٢٣٤٥٦٧٨٩٠', 'password_too_simple'],
	['qwertyuiop', 'password_too_simple'],
	['0987654321qwerty', 'password_too_simple'],
	['abcdefabcdef', 'password_too_simple'],
	['password1234', 'password_too_simple'],
	['P@ssw0rd-2026', 'password_too_simple'],
	['admin.egypt.1', 'password_too_simple'],
	['كلمة المرور ١٢٣', 'password_too_simple'],
	['qwerty!2026!', 'password_too_simple'],
	['hussein-123', 'password_holds_name'],
	['a lamp of Hussein', 'password_holds_name'],
	['passing rivers of glass', undefined],
	['demo-7k3mq0zx', undefined],
	['حصان أزرق يقرأ', undefined],
	['correct horse battery', undefined]
] as const)('the password %j is %s', (password, expected) =>
	expect(passwordProblem(password, { username: 'hussein' })).toBe(expected)
);
