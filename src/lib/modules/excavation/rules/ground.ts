import { addDays, intersection, type CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Window } from './types.ts';
import type { Category, Method, Severity } from './vocabulary.ts';

/** What the ground is asked about. */
export interface GroundWork {
	category: Category;
	method: Method;
	/** For a new customer. */
	connection: boolean;
	window: Window;
}

/** A pavement under protection, as the layer `paving` has it. Days both included. */
export interface Pavement {
	source_id: string;
	name: Bilingual;
	paved_on: CivilDate | null;
	protected_until: CivilDate;
}

/** A place that must stay free on certain days, as the layer `events` has it. */
export interface Embargo {
	source_id: string;
	name: Bilingual;
	window: Window;
}

/** What rule C4 or C6 says of a work at one place. */
export interface GroundVerdict {
	severity: Severity;
	/** The days of the work that are forbidden there. */
	window: Window;
	/** The first day on which the place is free again. */
	free_from: CivilDate;
}

/**
 * Rule C4 (New Roads and Street Works Act s.58): a pavement laid lately is not opened before its protection ends.
 * What cannot wait is exempt, what does not open the surface, and what is over before the pavement is laid; a new
 * customer waits some working days only.
 * @param pavement.customers_wait_until absent where nobody knows when it was laid.
 */
export function c4(
	work: GroundWork,
	pavement: Pick<Pavement, 'protected_until'> & {
		paved_on?: CivilDate | null | undefined;
		customers_wait_until?: CivilDate | undefined;
	}
): GroundVerdict | null {
	if (immediate(work.category) || work.method === 'trenchless') return null;
	const wait = work.connection ? pavement.customers_wait_until : undefined;
	const until = wait !== undefined && wait < pavement.protected_until ? wait : pavement.protected_until;
	const protection = { start: pavement.paved_on ?? work.window.start, end: until };
	const window = intersection(work.window, protection) as Window | null;
	return window && { severity: 'block', window, free_from: addDays(until, 1) };
}

/** Rule C6 (Winterthur, SmarterWX): nobody digs at the place of an event on its days, but for an emergency. */
export function c6(work: GroundWork, embargo: Pick<Embargo, 'window'>): GroundVerdict | null {
	if (work.category === 'emergency') return null;
	const window = intersection(work.window, embargo.window) as Window | null;
	return window && { severity: 'block', window, free_from: addDays(embargo.window.end, 1) };
}

const immediate = (category: Category) => category === 'emergency' || category === 'urgent';
