import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './civil-date.ts';
import { BIRTH_GOVERNORATES } from './governorate-codes.ts';
import { maskNationalId, readNationalId } from './national-id.ts';

const TODAY = '2026-11-21';

describe('national number', () => {
	it('reads the documented example', () => {
		expect(readNationalId('٢٨٢٠٨١٥١٣٠٤٥٩٧', TODAY)).toEqual({
			ok: true,
			value: {
				id: '28208151304597',
				birthDate: '1982-08-15',
				birthGovernorate: { code: '13', ar: 'الشرقية', en: 'Sharqia' },
				sex: 'male',
				checkDigit: 'match'
			}
		});
	});

	it.each([
		['2820815130459', 'national_id_not_14_digits'],
		['2820815130459x', 'national_id_not_14_digits'],
		['18208151304597', 'national_id_century'],
		['28202301304597', 'national_id_no_such_date'],
		['32611221304597', 'national_id_future'],
		['28208150504597', 'national_id_governorate']
	])('%s: %s', (text, problem) => {
		expect(readNationalId(text, TODAY)).toEqual({ ok: false, problem });
	});

	it('warns of a slip in one digit but does not refuse for it', () => {
		expect(readNationalId('28208151304598', TODAY)).toMatchObject({
			ok: true,
			value: { checkDigit: 'mismatch' }
		});
		const base = '28208151304597';
		for (let at = 9; at < 14; at++) {
			for (let digit = 0; digit < 10; digit++) {
				const typed = base.slice(0, at) + digit + base.slice(at + 1);
				const read = readNationalId(typed, TODAY);
				expect(read.ok && (read.value.checkDigit === 'match') === (typed === base)).toBe(true);
			}
		}
	});

	it('finds date, place and sex in every well-formed number', () => {
		const parts = fc.record({
			days: fc.integer({ min: 0, max: diffTo(TODAY) }),
			code: fc.constantFrom(...Object.keys(BIRTH_GOVERNORATES)),
			serial: fc.integer({ min: 0, max: 9999 }),
			check: fc.integer({ min: 0, max: 9 })
		});
		fc.assert(
			fc.property(parts, ({ days, code, serial, check }) => {
				const date = addDays('1900-01-01', days);
				const century = date < '2000' ? '2' : '3';
				const number = String(serial).padStart(4, '0');
				const id = century + date.slice(2).replaceAll('-', '') + code + number + check;
				const read = readNationalId(`${id.slice(0, 7)} ${id.slice(7)}`, TODAY);
				expect(read).toMatchObject({
					ok: true,
					value: { id, birthDate: date, birthGovernorate: { code }, sex: serial % 2 ? 'male' : 'female' }
				});
			})
		);
	});

	it('shows only the last four digits', () => {
		expect(maskNationalId('28208151304597')).toBe('••••••••••4597');
	});
});

function diffTo(date: string): number {
	return Math.round((Date.parse(date) - Date.parse('1900-01-01')) / 86_400_000);
}
