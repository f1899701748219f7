export interface Effort {
	/** Rounds of the search, for each work of the component; the next number while nothing is proved. */
	rounds: readonly number[];
	/** Branch-and-bound nodes of HiGHS. Counting nodes, not seconds, keeps the answer the same on every machine. */
	nodes: number;
	/** A last resort, in seconds of computing: an answer found so is valid, but a faster machine may find a better. */
	seconds: number;
}

/** What a component is worth: found by the benchmark. */
export const EFFORT: Effort = { rounds: [40, 300], nodes: 2000, seconds: 8 };
