import { z } from 'zod';
import { encloses, onEarth } from '#lib/kernel/bounding-box.ts';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { LIMITS } from '../limits.ts';
import type { DigState, Category } from '../vocabulary.ts';
import type { Window } from '../types.ts';
import type { Closure, Plan, Unplaced } from './types.ts';

/** What a committee asks for: works that wish to begin in a period, everywhere or in a part of the map. */
export const ProposePlan = z.strictObject({
	period: z.strictObject({ start: isoDay(), end: isoDay() }),
	/** WGS84 west, south, east, north. */
	bbox: z
		.tuple([z.number(), z.number(), z.number(), z.number()])
		.transform(onEarth)
		.refine(encloses)
		.nullable()
		.default(null),
	/** Days by which a work may be moved. */
	shift: z.number().int().min(0).max(366).default(30),
	/** Works of different promoters along one line may be laid into one trench, for their owners to sign. */
	joint: z.boolean().default(false)
});
export type ProposePlan = z.output<typeof ProposePlan>;

/** Works that one plan can take, and that one acceptance can move. */
export const MOST_WORKS = 20_000;
const MOST_MOVES = 5000;

/** The moves that a committee accepts: each names the version it was decided on. */
export const AcceptPlan = z.strictObject({
	moves: z
		.array(
			z.strictObject({
				reference: z.string().max(40),
				version: z.number().int().min(1),
				start: isoDay()
			})
		)
		.max(MOST_MOVES),
	/** Pairs, by reference, that the plan lays into one trench: the owners are asked to sign. */
	joint: z
		.array(z.tuple([z.string().max(40), z.string().max(40)]))
		.max(MOST_MOVES)
		.default([]),
	/** For the history of each work: which session decided. */
	reason: freeText().min(1).max(LIMITS.reasonLength)
});
export type AcceptPlan = z.output<typeof AcceptPlan>;

/** A work on the committee's table. Geometry in WGS84. */
export interface TableWork {
	reference: string;
	title: string;
	promoter: Bilingual;
	/** Equal for works of one promoter. */
	organisation: string;
	category: Category;
	state: DigState;
	version: number;
	/** As registered. */
	wished: Window;
	/** Where the plan puts it; as wished for those that stay. Null: there is no place. */
	window: Window | null;
	/** Granted, running and emergency works are shown and stay. */
	fixed: boolean;
	unplaced: Pick<Unplaced, 'reason' | 'by'> | null;
	/** First and last day on which it may begin. */
	earliest: string;
	latest: string;
	/** What closes days to it: events, protected pavements. Fixed neighbours are among the pairs. */
	closures: readonly Closure[];
	/** Works that could meet, directly or through others, carry one number; null for those that stay. */
	component: number | null;
	street: string | null;
	geometry: GeoJSON.Geometry;
}

/** A plan on the table, with all that a browser needs to judge a bar while it is dragged. */
export interface Proposal {
	period: Window;
	works: TableWork[];
	/** References of works whose zones touch. */
	pairs: [string, string][];
	/** Those of them that may lie in one trench, the shorter within the days of the other. */
	sharable: [string, string][];
	crews: number;
	figures: Omit<Plan, 'placed' | 'unplaced'>;
}

/** A line of the answer while a plan is being worked out. */
/** How far a plan is: reading what is on record, then searching component by component. */
export interface PlanProgress {
	stage: 'reading' | 'searching';
	/** Components done, of all. */
	done: number;
	total: number;
	/** Of all works, those of components at work by the share of their search; 0 to 1. */
	share: number;
	/** The largest component at work. */
	at: { works: number; share: number } | null;
}

export type ProposeEvent =
	| { progress: PlanProgress }
	| { proposal: Proposal }
	| { problem: { code: string; detail: string; reference: string } };

export interface Accepted {
	moved: number;
	/** Clashes that ended, and that began (none of them blocks). */
	closed: number;
	opened: number;
	/** Joint trenches that wait for signatures. */
	proposed: number;
}
