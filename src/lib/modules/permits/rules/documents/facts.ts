import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Place } from '../code/types.ts';
import type { PermitType } from '../permit-types.ts';

/** What a case is about; null where nobody has said. */
export interface DocumentFacts {
	permit_type: PermitType;
	/** The day of the application: the thresholds of its code count. */
	on: CivilDate;
	place: Place;
	/** Ground floor and upper floors together. */
	floors: number | null;
	/** Pounds. */
	works_value_egp: number | null;
	/** What unit costs come to; absent where nobody reckoned. Of both the greater counts. */
	reckoned_value_egp?: number | null;
	basements: number | null;
	/** Agencies that constraints on the map add. */
	agencies: readonly Bilingual[] | null;
	/** Of an amendment and the like. */
	structure_changes: boolean | null;
	outline_changes: boolean | null;
	/** The licence that is changed was given on paper; absent where none is changed, null where none was named yet. */
	licence_on_paper?: boolean | null;
}
