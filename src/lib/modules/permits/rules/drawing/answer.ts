import type { PermitCheck } from '../check/answer.ts';
import type { Extract, Plan } from './types.ts';

/** A drawing read: the verdict of R00 first, the plan in EPSG:22992, and what to know of the file. */
export interface Drawing extends Plan {
	/** `not_checked` where it declares nothing that could be compared: that is no pass. */
	verdict: PermitCheck['verdict'];
	crs: 'EPSG:22992';
	/** Declared against measured. */
	results: PermitCheck['results'];
	file: Pick<Extract, 'encoding' | 'count' | 'ignored' | 'units'>;
}
