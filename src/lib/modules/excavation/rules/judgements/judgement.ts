import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import type { Judged, Judgement, Position, PositionState, Promoter } from '../types.ts';
import { ANSWERS } from '../vocabulary.ts';

/** A party's word on a clash. `party` is a unit's code or id, needed only by planners of both. */
export const JudgeClash = z.strictObject({
	answer: z.enum(ANSWERS),
	reason: freeText().min(1).max(LIMITS.reasonLength),
	party: freeText().min(1).max(100).optional()
});
export type JudgeClash = z.output<typeof JudgeClash>;

/** Share by which the common ground may change before it counts as another clash. */
export const MOST_CHANGE = 0.1;

/** True while a clash is still the one that was judged: small edits leave it so. */
export function stillHolds(judged: Judged, now: Judged): boolean {
	return (
		judged.rule === now.rule &&
		judged.severity === now.severity &&
		judged.days === now.days &&
		Math.abs(now.area_m2 - judged.area_m2) <= MOST_CHANGE * judged.area_m2
	);
}

/** @param judgements newest first */
export function positionState(judgements: readonly Judgement[], now: Judged): PositionState {
	const [last] = judgements;
	if (!last) return 'open';
	return stillHolds(last.of, now) ? last.answer : 'again';
}

/**
 * How the parties stand, each unit once; offers are answered, not judged.
 * @param said every word on the pair, newest first, with the unit that said it.
 */
export function positionsOf(
	clash: Judged & { a: { promoter: Promoter }; b: { promoter: Promoter } | null },
	said: readonly (Judgement & { unit_id: string })[]
): Position[] {
	if (clash.rule === 'O1') return [];
	const parties = new Map(
		[clash.a, clash.b].flatMap((d) => (d?.promoter.unit_id ? [[d.promoter.unit_id, d.promoter]] : []))
	);
	return [...parties].map(([unit, party]) => {
		const judgements = said
			.filter((s) => s.unit_id === unit)
			.map(({ answer, reason, at, person, of }) => ({ answer, reason, at, person, of }));
		return { party, state: positionState(judgements, clash), judgements };
	});
}
