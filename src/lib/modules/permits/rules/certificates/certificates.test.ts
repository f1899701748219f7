import { describe, expect, test } from 'vitest';
import { randomCode } from '#lib/kernel/ids.ts';
import { certificateCode, CODE_BITS, statusOf } from './index.ts';

describe('what a certificate is worth', () => {
	const licence = {
		...{ kind: 'licence' as const, valid_until: '2026-11-30', revoked: false, superseded: false },
		licence_state: 'issued' as const
	};

	test('its last day is a day on which it holds', () => {
		expect(statusOf(licence, '2026-11-30')).toBe('valid');
		expect(statusOf(licence, '2026-12-01')).toBe('expired');
		expect(statusOf({ ...licence, valid_until: null }, '2099-01-01')).toBe('valid');
	});

	test('what was taken back stays so, whatever else is true of it', () => {
		const all = { ...licence, revoked: true, superseded: true, licence_state: 'suspended' as const };
		expect(statusOf(all, '2099-01-01')).toBe('revoked');
		expect(statusOf({ ...all, revoked: false }, '2099-01-01')).toBe('superseded');
		expect(statusOf({ ...licence, licence_state: 'suspended' }, '2099-01-01')).toBe('suspended');
		expect(statusOf({ ...licence, licence_state: 'revoked' }, '2026-11-01')).toBe('revoked');
	});

	test('a refusal does not fall with a state that is of licences', () => {
		const letter = { ...licence, kind: 'utility_letter' as const, valid_until: null };
		expect(statusOf(letter, '2026-11-01')).toBe('valid');
		expect(statusOf({ ...letter, licence_state: 'suspended' }, '2026-11-01')).toBe('suspended');
		expect(statusOf({ ...letter, kind: 'conformity', licence_state: 'revoked' }, '2026-11-01')).toBe(
			'revoked'
		);
		const refusal = { ...licence, kind: 'refusal' as const, licence_state: 'revoked' as const };
		expect(statusOf(refusal, '2026-11-01')).toBe('valid');
	});
});

test('a code is read as people type it, and is none of those of digs', () => {
	const code = randomCode(CODE_BITS);
	expect(certificateCode(code)).toBe(code);
	expect(certificateCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
	expect(certificateCode('TZMF-QWYQ-T5MW-O')).toBe('TZMF-QWYQ-T5MW-0');
	for (const other of ['-', 'made-up', 'TZMF-QWYQ-T5MW', `${code}0`, 'eyJ2IjoxfQ.c2lnbmF0dXJl', ''])
		expect(certificateCode(other)).toBeNull();
});
