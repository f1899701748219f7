import type { Role } from '#lib/kernel/roles.ts';
import { hindersTraffic, type TrafficEffect } from '../vocabulary.ts';

/** Who must agree, in the order in which they are asked. */
export const APPROVAL_STEPS = ['district', 'centre', 'traffic'] as const;
export type ApprovalStep = (typeof APPROVAL_STEPS)[number];

/** The role that answers: the engineer of the district, the utilities information centre, the traffic police. */
export const STEP_ROLE: Record<ApprovalStep, Role> = {
	district: 'head_of_engineering',
	centre: 'coordinator',
	traffic: 'traffic_police'
};

/** The last one asked has no bearing on a work that leaves traffic alone. */
export function stepsFor(effect: TrafficEffect): ApprovalStep[] {
	return APPROVAL_STEPS.filter((step) => step !== 'traffic' || hindersTraffic(effect));
}

/** `waiting`: its turn has not come; `void`: the request ended before it. */
export type ApprovalState = 'waiting' | 'asked' | 'approved' | 'refused' | 'returned' | 'void';

/** Asked for first, asked again for a changed work, or handed in after an emergency was begun. */
export type RoundKind = 'request' | 'amendment' | 'emergency';
export type RoundOutcome = 'granted' | 'refused' | 'returned' | 'withdrawn' | 'cancelled';
