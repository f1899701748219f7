import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import {
	appealStanding,
	demandAppealable,
	demandAppealed,
	holderNow,
	isAppealed,
	PERMIT_STATES,
	PERMIT_TRANSITIONS,
	type Appeal
} from './index.ts';

const refusal: Appeal = {
	refused_at: '2026-11-19T09:00:00.000Z',
	until: '2027-01-18',
	unverified: true,
	filed_at: null,
	outcome: null,
	decided_at: null
};
const filed: Appeal = { ...refusal, filed_at: '2026-12-01T09:00:00.000Z' };
const dismissed: Appeal = { ...filed, outcome: 'dismissed', decided_at: '2026-12-20T09:00:00.000Z' };
const codeOf = (work: () => void) => {
	try {
		work();
		return null;
	} catch (error) {
		return (error as { code: string }).code;
	}
};

describe('an appeal against a refusal', () => {
	test('can be filed on the last day of the paper, not on the next', () => {
		expect(appealStanding(refusal, '2027-01-18')).toBe('possible');
		expect(appealStanding(refusal, '2027-01-19')).toBe('late');
		expect(codeOf(() => demandAppealable(refusal, '2027-01-19'))).toBe('permit_appeal_late');
		expect(codeOf(() => demandAppealable(refusal, '2027-01-18'))).toBeNull();
	});

	test('is filed once, and decided once', () => {
		expect(codeOf(() => demandAppealable(filed, '2026-12-02'))).toBe('permit_appeal_twice');
		expect(codeOf(() => demandAppealable(dismissed, '2026-12-21'))).toBe('permit_appeal_twice');
		expect(codeOf(() => demandAppealed(filed))).toBeNull();
		expect(codeOf(() => demandAppealed(dismissed))).toBe('permit_appeal_none');
		expect(codeOf(() => demandAppealed(refusal))).toBe('permit_appeal_none');
		expect(codeOf(() => demandAppealed(null))).toBe('permit_appeal_none');
	});

	test('is with the governor while it is open; what is only refused is with nobody', () => {
		expect(holderNow({ state: 'refused', appeal: refusal })).toBeNull();
		expect(holderNow({ state: 'refused', appeal: filed })).toBe('governor');
		expect(holderNow({ state: 'refused', appeal: dismissed })).toBeNull();
		expect(holderNow({ state: 'technical_review', appeal: null })).toBe('reviewer');
	});

	test('whatever the day: filed only where nothing was filed and the last day is not over; open or decided whatever the day', () => {
		const days = fc.integer({ min: -400, max: 400 });
		const appeals = fc.constantFrom(refusal, filed, dismissed, { ...dismissed, outcome: 'granted' as const });
		fc.assert(
			fc.property(appeals, days, (appeal, n) => {
				const today = addDays(appeal.until, n);
				const standing = appealStanding(appeal, today);
				expect(standing === 'possible').toBe(appeal.filed_at === null && n <= 0);
				expect(codeOf(() => demandAppealable(appeal, today)) === null).toBe(standing === 'possible');
				expect(codeOf(() => demandAppealed(appeal)) === null).toBe(standing === 'open');
				expect(isAppealed(appeal)).toBe(standing === 'open');
			})
		);
	});

	test('adds steps to the states there were, and no state', () => {
		const steps = PERMIT_TRANSITIONS.filter((t) => t.action.endsWith('_appeal'));
		expect(steps.every((t) => t.from === 'refused' && PERMIT_STATES.includes(t.to))).toBe(true);
		expect(steps.filter((t) => t.to !== 'refused')).toEqual([
			{ action: 'grant_appeal', from: 'refused', to: 'accepted', by: 'governor' }
		]);
	});
});
