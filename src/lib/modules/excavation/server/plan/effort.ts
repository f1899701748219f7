export interface Effort {
	/** Rounds of the search, for each work of the component. */
	rounds: number;
	/** Branch-and-bound nodes of HiGHS. Counting nodes, not seconds, keeps the answer the same on every machine. */
	nodes: number;
	/** A last resort in seconds: an answer found so is valid, but another machine may find another. */
	seconds: number;
}

/** What a component is worth: found by the benchmark. */
export const EFFORT: Effort = { rounds: 40, nodes: 2000, seconds: 30 };
