import type { Window } from '../types.ts';
import type { Category } from '../vocabulary.ts';

/** Why a work cannot be open on some days. */
export const CLOSURES = ['embargo', 'protection', 'hours', 'fixed'] as const;
export type ClosureKind = (typeof CLOSURES)[number];

/** Days, both included, on which a work may not be open; `by` names the event, the paving or the fixed work. */
export interface Closure extends Window {
	kind: ClosureKind;
	by: string | null;
}

/** A work that can be moved. */
export interface PlanWork {
	id: string;
	/** Equal for works of one promoter. */
	organisation: string;
	category: Category;
	wished: Window;
	/** First and last day on which it may start, by its owner's word. */
	earliest: string;
	latest: string;
	/** First day on which it may start because of its notice; null when nothing is known of its submission. */
	noticed: string | null;
	closures: readonly Closure[];
	/** Nuisance index, 0 to 5, as of each day it is open. */
	nuisance: number;
}

/** Two works whose zones touch: they may not be open on one day, unless they agreed on one trench. */
export interface PlanPair {
	a: string;
	b: string;
	/** Days saved when both lie in one trench at the same time; null when they did not agree to it. */
	joint: number | null;
}

/** Days on which digging disturbs more (season, exams), and how much more. */
export interface Peak extends Window {
	weight: number;
}

export interface PlanSettings {
	/** The days on which works may start, both included. */
	period: Window;
	/** The last day on which one may still be open; absent, that of the period. */
	until?: string;
	/** Works of one promoter that can be open on one day within one component of touching zones. */
	crews: number;
	peaks: readonly Peak[];
	/** What the objective counts, in days moved. */
	weights: { nuisance: number; joint: number; unplaced: number };
}

export const PLAN_DEFAULTS: Pick<PlanSettings, 'crews' | 'peaks' | 'weights'> = {
	crews: 1,
	peaks: [],
	weights: { nuisance: 1, joint: 1, unplaced: 1000 }
};

export interface Placed {
	id: string;
	window: Window;
	/** Days later than wished; negative when earlier. */
	moved: number;
}

/** Why a work has no place: what closes all its days, or who holds the last free ones. */
export const UNPLACED_REASONS = ['period', 'window', 'notice', 'closed', 'crowded'] as const;
export type UnplacedReason = (typeof UNPLACED_REASONS)[number];

export interface Unplaced {
	id: string;
	reason: UnplacedReason;
	/** Of `closed`: the closures; of `crowded`: the placed works that hold the days it could have had. */
	by: string[];
}

export interface Plan {
	placed: Placed[];
	unplaced: Unplaced[];
	/** In days: moved + nuisance - joint trenches + the price of each unplaced work. */
	objective: number;
	/** No plan costs less. */
	bound: number;
	/** The same, when each work takes the nearest free days in the order of the wishes. */
	greedy: { objective: number; shift_days: number; placed: number };
	shift_days: number;
	/** Pairs that share a trench. */
	joint: number;
	components: ComponentCounts;
}

/** Components are works that could meet; works that can meet nobody are `alone`. */
export interface ComponentCounts {
	total: number;
	proved: number;
	largest: number;
	alone: number;
}
