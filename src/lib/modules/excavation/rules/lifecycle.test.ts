import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	demandTransition,
	DIG_ACTIONS,
	DIG_STATES,
	guaranteeUntil,
	LEFT_STATES,
	partyOf,
	PATH,
	TRANSITIONS,
	transitionOf,
	type DigAction,
	type DigState,
	type LifeFacts,
	type Party
} from './index.ts';

const TODAY = '2026-11-22';
const FACTS: LifeFacts = {
	state: 'planned',
	category: 'standard',
	window: { start: '2026-11-20', end: '2026-11-30' },
	open_approvals: 0,
	file_due_at: null,
	submitted_at: null,
	guarantee_until: null,
	open_defects: 0
};
const after = (action: DigAction, facts: Partial<LifeFacts>) => {
	const whole = { ...FACTS, ...facts };
	const found = transitionOf(action, whole, TODAY);
	return found ? (found.to ?? whole.state) : null;
};

/** Written by hand from the rules of the office: what a state lets each party do, and where it leads. */
const OFFICE: Record<DigState, Partial<Record<DigAction, [Party, DigState]>>> = {
	planned: {
		edit: ['owner', 'planned'],
		override: ['coordinator', 'planned'],
		reroute: ['owner_or_coordinator', 'planned'],
		submit: ['owner', 'submitted'],
		cancel: ['owner', 'cancelled']
	},
	submitted: {
		override: ['coordinator', 'submitted'],
		reroute: ['owner_or_coordinator', 'submitted'],
		withdraw: ['owner', 'planned'],
		approve: ['approver', 'submitted'],
		return: ['approver', 'planned'],
		refuse: ['approver', 'refused'],
		cancel: ['owner', 'cancelled']
	},
	granted: {
		reroute: ['owner_or_coordinator', 'granted'],
		amend: ['owner', 'submitted'],
		start: ['owner', 'running'],
		cancel: ['owner', 'cancelled']
	},
	running: {
		reroute: ['owner_or_coordinator', 'running'],
		finish: ['owner', 'finished'],
		inspect: ['inspector', 'running']
	},
	finished: { inspect: ['inspector', 'finished'], restore: ['inspector', 'restored'] },
	restored: { inspect: ['inspector', 'restored'] },
	closed: {},
	refused: {},
	cancelled: {}
};

describe('the life of an ordinary work', () => {
	it.each(DIG_STATES.flatMap((state) => DIG_ACTIONS.map((action) => [state, action] as const)))(
		'%s: %s',
		(state, action) => {
			const open_approvals = state === 'submitted' ? 3 : 0;
			const [party, to] = OFFICE[state][action] ?? [partyOf(action), null];
			expect(after(action, { state, open_approvals })).toBe(to);
			expect(partyOf(action)).toBe(party);
		}
	);

	it('is granted by the last who approves, and by nobody before', () => {
		expect(after('approve', { state: 'submitted', open_approvals: 2 })).toBe('submitted');
		expect(after('approve', { state: 'submitted', open_approvals: 1 })).toBe('granted');
		expect(after('approve', { state: 'submitted', open_approvals: 0 })).toBeNull();
	});

	it('begins only within the period that was granted', () => {
		const granted = { state: 'granted' } as const;
		expect(after('start', { ...granted, window: { start: '2026-11-23', end: '2026-11-30' } })).toBeNull();
		expect(after('start', { ...granted, window: { start: TODAY, end: TODAY } })).toBe('running');
		expect(after('start', { ...granted, window: { start: '2026-11-01', end: '2026-11-21' } })).toBeNull();
	});

	it('overruns by the clock alone, when its end has passed', () => {
		const past = { start: '2026-11-01', end: '2026-11-21' };
		expect(after('overrun', { state: 'running', window: past })).toBe('running');
		expect(after('overrun', { state: 'running' })).toBeNull();
		expect(after('overrun', { state: 'granted', window: past })).toBeNull();
	});
});

describe('the restored street', () => {
	const over = { guarantee_until: '2026-11-21', open_defects: 0 };

	it('is accepted only without defects', () => {
		expect(after('restore', { state: 'finished', open_defects: 1 })).toBeNull();
		expect(after('restore', { state: 'running' })).toBeNull();
	});

	it('is closed when the guarantee has ended and nothing is open', () => {
		expect(after('close', { state: 'restored', ...over })).toBe('closed');
		expect(after('close', { state: 'restored', ...over, guarantee_until: TODAY })).toBeNull();
		expect(after('close', { state: 'restored', ...over, open_defects: 1 })).toBeNull();
		expect(after('close', { state: 'finished', ...over })).toBeNull();
	});

	it.each([
		['2026-11-22', 12, '2027-11-22'],
		['2026-01-31', 1, '2026-02-28'],
		['2028-02-29', 12, '2029-02-28'],
		['2026-12-15', 1, '2027-01-15'],
		['2026-11-30', 3, '2027-02-28']
	])('a guarantee from %s of %i months ends %s', (from, months, until) => {
		expect(guaranteeUntil(from, months)).toBe(until);
	});
});

describe('an emergency', () => {
	const emergency = { category: 'emergency' } as const;
	const due = { ...emergency, file_due_at: '2026-11-23T02:00:00Z' };

	it('begins at once, planned or handed in', () => {
		expect(after('start', { ...emergency, state: 'planned' })).toBe('running');
		expect(after('start', { ...emergency, state: 'submitted', open_approvals: 3 })).toBe('running');
	});

	it('hands in its file once, while it runs or is over', () => {
		expect(after('file', { ...due, state: 'running' })).toBe('running');
		expect(after('file', { ...due, state: 'finished' })).toBe('finished');
		expect(after('file', { ...due, state: 'running', submitted_at: '2026-11-22T08:00:00Z' })).toBeNull();
		expect(after('file', { ...emergency, state: 'running' })).toBeNull();
	});

	it('is judged afterwards without being stopped by it', () => {
		for (const action of ['approve', 'return', 'refuse'] as const) {
			expect(after(action, { ...due, state: 'running', open_approvals: 1 })).toBe('running');
			expect(after(action, { ...due, state: 'finished', open_approvals: 2 })).toBe('finished');
			expect(after(action, { ...due, state: 'running', open_approvals: 0 })).toBeNull();
		}
	});
});

describe('whatever the facts', () => {
	const facts = fc.record({
		state: fc.constantFrom(...DIG_STATES),
		category: fc.constantFrom('emergency' as const, 'standard' as const),
		window: fc
			.tuple(fc.integer({ min: 10, max: 28 }), fc.integer({ min: 0, max: 2 }))
			.map(([day, more]) => ({ start: `2026-11-${day}`, end: `2026-11-${Math.min(30, day + more)}` })),
		open_approvals: fc.integer({ min: 0, max: 3 }),
		file_due_at: fc.constantFrom(null, '2026-11-23T02:00:00Z'),
		submitted_at: fc.constantFrom(null, '2026-11-20T08:00:00Z'),
		guarantee_until: fc.constantFrom(null, '2026-11-21', '2027-11-22'),
		open_defects: fc.integer({ min: 0, max: 2 })
	});

	it('an action is offered exactly when it can be demanded, and leads to a state that exists', () => {
		fc.assert(
			fc.property(facts, fc.constantFrom(...DIG_ACTIONS), (given, action) => {
				const offered = transitionOf(action, given, TODAY);
				if (!offered) expect(() => demandTransition(action, given, TODAY)).toThrow('state_forbids');
				else expect(DIG_STATES).toContain(offered.to ?? given.state);
			})
		);
	});

	it('a work that has left, or is closed, stays where it is', () => {
		fc.assert(
			fc.property(facts, fc.constantFrom(...DIG_ACTIONS), (given, action) => {
				for (const state of [...LEFT_STATES, 'closed'] as const)
					expect(transitionOf(action, { ...given, state }, TODAY)).toBeUndefined();
			})
		);
	});

	it('nothing is granted while an approval is missing, and only the path leads on', () => {
		// All actions of each: few of them lead anywhere from given facts.
		fc.assert(
			fc.property(facts, (given) => {
				const ways = DIG_ACTIONS.map((action) => transitionOf(action, given, TODAY)?.to ?? null);
				if (given.open_approvals !== 1) expect(ways).not.toContain('granted');
				for (const to of ways) {
					if (!to || LEFT_STATES.includes(to)) continue;
					const step = PATH.indexOf(to) - PATH.indexOf(given.state);
					expect(step === 1 || step < 0 || given.category === 'emergency').toBe(true);
				}
			})
		);
	});

	it('refusing, sending back, letting pass and amending always say why', () => {
		for (const t of TRANSITIONS)
			expect(t.needsReason).toBe(['override', 'return', 'refuse', 'amend', 'cancel'].includes(t.action));
	});
});
