/** One thing looked at: how it is, and what to do when it is wrong. */
export interface Finding {
	check: string;
	ok: boolean;
	/** A warning does not stop the application. */
	severity: 'error' | 'warning';
	found: string;
	advice?: string;
}
