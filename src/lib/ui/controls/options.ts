/** One thing to choose. */
export interface Option {
	value: string;
	label: string;
	/** A second, quieter line or an aside: a unit, a count, an address. */
	detail?: string;
	disabled?: boolean;
}
