import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excessArea, heldBy, stagesBefore } from './index.ts';

const none = { area_m2: null, reason: null };

describe('the area that a reconciliation prices', () => {
	test('is what is on record, or what the newest drawing measures where that is more', () => {
		expect(excessArea({ recorded: 6.2999, measured: null, elsewhere: 0 }, none)).toEqual({
			...{ area: 630, recorded: 630 }
		});
		expect(excessArea({ recorded: 4, measured: 6.3, elsewhere: 0 }, none)).toMatchObject({ area: 630 });
		expect(excessArea({ recorded: null, measured: null, elsewhere: 0 }, none)).toMatchObject({
			fault: 'missing'
		});
	});

	test('is never less than what is measured and nobody else answers for, and another one says why', () => {
		const area = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100);
		const known = fc.record({
			...{ recorded: fc.option(area), measured: fc.option(area), elsewhere: area }
		});
		const asked = fc.record({ area_m2: fc.option(area), reason: fc.option(fc.constant('لأن')) });
		fc.assert(
			fc.property(known, asked, (excess, said) => {
				const answer = excessArea(excess, said);
				if ('fault' in answer) return;
				const free = Math.round((excess.measured ?? 0) * 100) - Math.round(excess.elsewhere * 100);
				expect(answer.area).toBeGreaterThanOrEqual(Math.max(1, free));
				if (said.reason === null) expect(answer.area).toBe(answer.recorded);
			})
		);
	});
});

test('a licence that does not hold leaves works and completion little, and violations everything', () => {
	const works = { life: 'execution', licence_state: 'suspended' } as const;
	expect(heldBy(works, 'resume_work')).toBe('suspended');
	expect(heldBy(works, 'inspect')).toBe(null);
	expect(heldBy({ ...works, licence_state: 'issued' }, 'resume_work')).toBe(null);
	expect(heldBy({ life: 'completion', licence_state: 'revoked' }, 'issue_letters')).toBe('revoked');
	expect(heldBy({ life: 'violation', licence_state: 'revoked' }, 'quote')).toBe(null);
});

test('what a stage stands on comes before it in the order of the works', () => {
	const due = ['setting_out', 'foundations', 'roof'].map((stage) => ({ stage, floor: null }));
	expect(stagesBefore(due, [due[0]!, due[2]!], due[2]!)).toEqual([due[0]]);
	expect(stagesBefore(due, due, due[0]!)).toEqual([]);
});
