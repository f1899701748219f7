import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIG_STATES, isOpen, stateAfter, TRANSITIONS, type DigAction } from './index.ts';

const window = { start: '2026-11-20', end: '2026-11-30' };
const today = '2026-11-22';

describe('the life of a dig', () => {
	it.each([
		['planned', 'edit', 'planned'],
		['planned', 'cancel', 'cancelled'],
		['granted', 'cancel', 'cancelled'],
		['planned', 'finish', 'finished'],
		['running', 'finish', 'finished']
	] as const)('a %s dig: %s makes it %s', (state, action, after) => {
		expect(stateAfter(action, { state, window }, today)).toBe(after);
	});

	it('ends for good', () => {
		for (const state of ['finished', 'cancelled'] as const)
			for (const action of ['edit', 'cancel', 'finish'] as const)
				expect(() => stateAfter(action, { state, window }, today)).toThrow('state_forbids');
	});

	it('does not finish before it begins', () => {
		expect(isOpen('finish', { state: 'planned', window }, '2026-11-19')).toBe(false);
		expect(isOpen('finish', { state: 'planned', window }, '2026-11-20')).toBe(true);
	});

	it('leads only to states that exist, and offers exactly what it allows', () => {
		const actions = Object.keys(TRANSITIONS) as DigAction[];
		fc.assert(
			fc.property(fc.constantFrom(...DIG_STATES), fc.constantFrom(...actions), (state, action) => {
				if (!isOpen(action, { state, window }, today))
					expect(() => stateAfter(action, { state, window }, today)).toThrow();
				else expect(DIG_STATES).toContain(stateAfter(action, { state, window }, today));
			})
		);
	});
});
