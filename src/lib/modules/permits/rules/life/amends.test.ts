import { describe, expect, test } from 'vitest';
import { Amends, elsewhere, NO_TIES, type LicenceTies } from './amends.ts';
import { PERMIT_ACTIONS } from './vocabulary.ts';

const paper = { number: '412 لسنة 1998', on: '1998-05-04', issuer: 'حي وسط' };
const faults = (input: unknown) => {
	const { error } = Amends.safeParse(input);
	return error?.issues.map((issue) => [issue.path.join('.'), issue.message].join(' ').trim()) ?? [];
};

describe('the licence that a case changes', () => {
	test('is named once, and on paper by number, day and who gave it', () => {
		expect(Amends.parse({ licence: 'BP-2026-000012' })).toEqual({ licence: 'BP-2026-000012', paper: null });
		expect(Amends.parse({ paper })).toEqual({ licence: null, paper });
		expect(faults({ licence: 'BP-2026-000012', paper })).toEqual(['permit_amends_one']);
		expect(faults({})).toEqual(['permit_amends_one']);
		expect(faults({ paper: { ...paper, number: 'بلا رقم' } })).toEqual([
			'paper.number permit_licence_number'
		]);
		expect(faults({ paper: { ...paper, number: '٤١٢' } })).toEqual([]);
		expect(faults({ paper: { ...paper, on: '' } })).toHaveLength(1);
	});

	const ties = (more: Partial<LicenceTies>): LicenceTies => ({ ...NO_TIES, ...more });
	const changed = (state: 'issued' | 'suspended') =>
		ties({
			amended_by: { reference: 'BP-2026-000002', number: 'BL-2026-000002', since: '2026-11-19', state }
		});

	test('is stepped in the newest, and its works where they hang', () => {
		expect(elsewhere(changed('issued'), 'revoke')).toEqual({
			...{ code: 'permit_licence_amended', reference: 'BP-2026-000002' }
		});
		expect(elsewhere(changed('issued'), 'deposit')).toBeNull();
		expect(elsewhere(changed('suspended'), 'deposit')?.code).toBe('permit_licence_suspended');
		const follows = ties({ works_under: 'BP-2026-000001' });
		expect(elsewhere(follows, 'notify_start')).toEqual({
			...{ code: 'permit_works_elsewhere', reference: 'BP-2026-000001' }
		});
		expect(elsewhere(follows, 'suspend')).toBeNull();
	});

	test('has nothing to do with others without a tie', () => {
		for (const action of PERMIT_ACTIONS) expect(elsewhere(NO_TIES, action), action).toBeNull();
	});
});
