import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	actionsOf,
	demandStep,
	isEnded,
	OpenPermit,
	OpenStatementRequest,
	pausesOf,
	PERMIT_STATES,
	PERMIT_TRANSITIONS,
	standingOf,
	STATEMENT_ENDS,
	STATEMENT_STATES,
	stillWaived,
	VIOLATION_ENDS,
	worksPath
} from './index.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));

test('a plot is named or drawn, not both: neither wins in silence', () => {
	const parcel = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }; // prettier-ignore
	const file = { kind: 'new', parties: { owner: { name: 'سعاد' } } };
	expect(OpenPermit.safeParse({ ...file, parcel_id: 7, parcel: null }).success).toBe(true);
	const request = { parties: file.parties, parcel_id: 7, parcel };
	expect(OpenStatementRequest.safeParse(request).success).toBe(false);
	expect(OpenPermit.safeParse({ ...file, parcel_id: 7, parcel }).error?.issues).toMatchObject([
		{ path: ['parcel'], message: 'field_plot' }
	]);
});

describe('the life of a permit', () => {
	test('is reached from the draft in every state, and ends only where it should', () => {
		const begins = PERMIT_TRANSITIONS.filter((t) => t.from === null).map((t) => t.to);
		const reached = new Set<string>(begins);
		for (let size = 0; size !== reached.size;) {
			size = reached.size;
			for (const { from, to } of PERMIT_TRANSITIONS) if (from !== null && reached.has(from)) reached.add(to);
		}
		expect([...reached].sort()).toEqual([...PERMIT_STATES].sort());
		const dead = PERMIT_STATES.filter((state) => !PERMIT_TRANSITIONS.some((t) => t.from === state));
		const ends = ['works_complete', 'works_ended', 'completion_ended', ...VIOLATION_ENDS];
		expect(STATEMENT_ENDS.every(isEnded)).toBe(true);
		expect(dead.sort()).toEqual(['lapsed', 'withdrawn', ...STATEMENT_ENDS, ...ends].sort());
		// What is refused ends as well, but for an appeal.
		expect(isEnded('refused')).toBe(true);
		expect(dead.filter((state) => !ends.includes(state)).every(isEnded)).toBe(true);
	});

	test('lets nobody decide what they review, nor issue what they approve', () => {
		for (const state of PERMIT_STATES) {
			expect(actionsOf(state, 'reviewer')).not.toContain('approve');
			expect(actionsOf(state, 'approver')).not.toContain('issue');
			expect(actionsOf(state, 'applicant')).not.toContain('accept');
		}
		expect(() => demandStep('approve', 'technical_review', 'approver')).toThrow('state_forbids');
		expect(demandStep('challenge', 'approval_review', 'approver')).toBe('technical_review');
	});
});

test('a request for a statement stays one, is stated only after the window found it complete, and never by the window', () => {
	const asked = PERMIT_TRANSITIONS.filter((t) => t.to.startsWith('statement_'));
	expect(asked.every((t) => t.from === null || t.from.startsWith('statement_'))).toBe(true);
	const deciding = asked.filter((t) => ['statement_issued', 'statement_declined'].includes(t.to));
	expect(new Set(deciding.map((t) => t.by))).toEqual(new Set(['approver', 'authority']));
	fc.assert(
		fc.property(fc.array(fc.nat(), { maxLength: 25 }), (choices) => {
			const steps = [PERMIT_TRANSITIONS.find((t) => t.from === null && t.to === 'statement_draft')!];
			for (const choice of choices) {
				const ways = PERMIT_TRANSITIONS.filter((t) => t.from === steps.at(-1)!.to);
				if (ways.length === 0) break;
				steps.push(ways[choice % ways.length]!);
			}
			const { to } = steps.at(-1)!;
			expect(STATEMENT_STATES).toContain(to);
			expect(worksPath('statement', to).finished).toBe(to === 'statement_issued');
			const done = steps.map((t) => t.action);
			if (to !== 'statement_issued') return;
			expect(done.lastIndexOf('accept_request')).toBeGreaterThan(done.lastIndexOf('send_back'));
			expect(steps.find((t) => t.action === 'accept_request')!.by).toBe('clerk');
		}),
		{ numRuns: 500 }
	);
});

test('the clock stands still while something is asked or to be paid, and for good at the end', () => {
	expect(
		pausesOf([
			{ to: 'submitted', at: at(1) },
			{ to: 'returned_incomplete', at: at(2) },
			{ to: 'intake_check', at: at(5) },
			{ to: 'info_requested', at: at(8) },
			{ to: 'technical_review', at: at(9) },
			{ to: 'approved_fees_due', at: at(12) },
			{ to: 'issued', at: at(14) }
		])
	).toEqual([
		{ from: at(2), to: at(5) },
		{ from: at(8), to: at(9) },
		{ from: at(12), to: null }
	]);
});

test('a waiver stands as long as nothing of its rule is worse, or fails elsewhere', () => {
	const front = (of: string, actual: number | null): Parameters<typeof stillWaived>[1][number] => ({
		...{ rule: 'R03', subject: 'front', of, status: 'fail', severity: 'block' },
		...{ actual, limit: 3, bound: 'min', unit: 'm' }
	});
	const waiver = { rule: 'R03', subject: 'front' };
	const then = [front('a', 2), { ...front('b', 4), status: 'pass' as const }];
	const stands = (...now: ReturnType<typeof front>[]) => stillWaived(waiver, then, now);
	expect([stands(front('a', 2)), stands(front('a', 2.5)), stands()]).toEqual([true, true, true]);
	expect([stands(front('a', 1.9)), stands(front('b', 2.9)), stands(front('a', null))]).toEqual([
		...[false, false, false]
	]);
});

test('against a licence stand blocking rules that fail without a waiver, and those nobody examined', () => {
	const results = [
		{ rule: 'R03', subject: 'front', status: 'fail', severity: 'block' },
		{ rule: 'R03', subject: 'front', status: 'fail', severity: 'block' },
		{ rule: 'R03', subject: 'rear', status: 'fail', severity: 'block' },
		{ rule: 'R17', subject: 'insurance', status: 'fail', severity: 'warn' },
		{ rule: 'R16', subject: 'constraint', status: 'not_checked', severity: 'block' },
		{ rule: 'R15', subject: 'cordon', status: 'not_checked', severity: 'block' },
		{ rule: 'R04', subject: 'footprint', status: 'pass', severity: 'block' }
	] as const;
	const given = { waived: [{ rule: 'R03', subject: 'rear' }], examined: ['R15'] };
	expect(standingOf(results, given)).toEqual({
		failed: [{ rule: 'R03', subject: 'front' }],
		unexamined: ['R16']
	});
});
