import type { PublicState } from './vocabulary.ts';

/** The way of a building in the few steps that everybody knows. */
export const PUBLIC_PATH = ['review', 'licence', 'building', 'completed'] as const;

const STEP: Partial<Record<PublicState, (typeof PUBLIC_PATH)[number]>> = {
	in_review: 'review',
	fees_due: 'licence',
	issued: 'licence',
	building: 'building',
	completed: 'completed'
};

/** At which step an entry stands; null where it has left the way. */
export const publicStep = (state: PublicState) => STEP[state] ?? null;
