import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Locale } from '#lib/kernel/locale.ts';
import { isDatabaseDown, isUnstorableText, problemOf } from './problem.ts';

const schema = z.strictObject({
	absent: z.string(),
	long: z.string().max(3),
	empty: z.string().min(1),
	limit: z.coerce.number().int().min(1).max(500),
	half: z.number().int(),
	above: z.number().positive(),
	list: z.array(z.string()).max(1),
	kind: z.enum(['gas', 'water']),
	id: z.string().regex(/^\d+$/),
	day: z.iso.date(),
	moment: z.iso.datetime(),
	step: z.number().multipleOf(5),
	either: z.union([z.string(), z.number()]),
	bbox: z
		.string()
		.refine((v) => v.split(',').length === 4, 'field_box')
		.refine((v) => !v.startsWith('2'), 'field_box')
});
const wrong = {
	long: 'four',
	empty: '',
	limit: '501',
	half: 0.5,
	above: 0,
	list: ['a', 'b'],
	kind: 'tram',
	id: 'x',
	day: 'yesterday',
	moment: 'noon',
	step: 3,
	either: true,
	bbox: '200,1',
	more: 1
};

function told(locale: Locale) {
	const problem = problemOf(schema.safeParse(wrong).error, { locale, reference: 'r' });
	expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
	return problem.errors!;
}

test('a field that does not fit is told in words with its limits, once', () => {
	const fields = told('en');
	expect(Object.fromEntries(fields.map((f) => [f.path, f.message]))).toEqual({
		absent: 'Fill this in.',
		long: 'No more than 3 characters.',
		empty: 'Fill this in.',
		limit: 'Must be 500 or less.',
		half: 'Enter a whole number.',
		above: 'Must be greater than 0.',
		list: 'No more items than 1.',
		kind: 'Must be one of: gas, water.',
		id: 'This is not in the expected form.',
		day: 'Write the day like 2026-03-31.',
		moment: 'Write the time like 2026-03-31T09:00:00Z.',
		step: 'Must be a multiple of 5.',
		either: 'This is not right.',
		bbox: 'Four numbers in degrees: west,south,east,north; west less than east, south less than north.',
		'': 'Unknown field: more.'
	});
	expect(fields).toHaveLength(15);
});

test('in Arabic nothing of the schema library is left', () => {
	const fields = told('ar');
	expect(fields).toHaveLength(15);
	for (const { path, message } of fields) {
		expect(message, path).toMatch(/[\u0600-\u06FF]{3}/);
		expect(message, path).not.toMatch(/expected|must|Invalid|Too/);
	}
});

test('only a failed connection means that the database is away', () => {
	const failure = (more: object) => Object.assign(new Error('x'), more);
	expect(isDatabaseDown(failure({ code: 'ENOENT', syscall: 'open', path: '/data/a.gpkg' }))).toBe(false);
	expect(isDatabaseDown(failure({ code: 'EPIPE', syscall: 'spawn' }))).toBe(false);
	expect(isDatabaseDown(failure({ code: '23505' }))).toBe(false);
	expect(isDatabaseDown(undefined)).toBe(false);
	expect(isDatabaseDown(failure({ code: 'ENOENT', syscall: 'connect' }))).toBe(true);
	expect(isDatabaseDown(failure({ code: 'ECONNRESET', syscall: 'read' }))).toBe(true);
	expect(isDatabaseDown(failure({ code: '57P01' }))).toBe(true);
	expect(isDatabaseDown(new Error('Connection terminated unexpectedly'))).toBe(true);
	// Both addresses of a name refused.
	const refused = failure({ code: 'ECONNREFUSED', syscall: 'connect' });
	expect(isDatabaseDown(Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' }))).toBe(true);
});

test('a letter that no text of the database holds is the sender’s, in a parameter and in a document', () => {
	expect(isUnstorableText({ code: '22021' })).toBe(true);
	const message = 'unsupported Unicode escape sequence';
	expect(isUnstorableText({ code: '22P05', message, detail: '\\u0000 cannot be converted to text.' })).toBe(
		true
	);
	expect(isUnstorableText({ code: '22P05', message })).toBe(false);
	expect(isUnstorableText(undefined)).toBe(false);
});
