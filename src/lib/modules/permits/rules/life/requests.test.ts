import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAULTS, REQUEST_SUBJECTS, withoutDoubles } from './requests.ts';

const asked = { subject: 'ownership', fault: 'unreadable', note: null, pin: null } as const;

test('what is asked for twice is asked for once, in the order of the first', () => {
	const other = { ...asked, subject: 'identity' } as const;
	expect(withoutDoubles([asked, other, { ...asked }])).toEqual([asked, other]);
});

test('another fault, other words or another place is another request', () => {
	const all = [
		asked,
		{ ...asked, fault: 'missing' },
		{ ...asked, note: 'الصفحة الثانية' },
		{ ...asked, pin: 1 },
		{ ...asked, note: 'null' }
	] as const;
	expect(withoutDoubles(all)).toEqual(all);
});

test('nothing that was said is lost, and nothing stays twice', () => {
	const request = fc.record({
		subject: fc.constantFrom(...REQUEST_SUBJECTS.slice(0, 3)),
		fault: fc.constantFrom(...FAULTS.slice(0, 3)),
		note: fc.constantFrom(null, 'أ', 'ب'),
		pin: fc.constantFrom(null, 1)
	});
	fc.assert(
		fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
			const single = withoutDoubles(requests);
			const words = single.map((r) => JSON.stringify(r));
			expect(new Set(words)).toEqual(new Set(requests.map((r) => JSON.stringify(r))));
			expect(new Set(words).size).toBe(words.length);
			expect(withoutDoubles(single)).toEqual(single);
		})
	);
});
