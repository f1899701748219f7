import type { Bilingual } from '#lib/kernel/layer.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { ClashRule, Severity } from '../vocabulary.ts';

/** A party of a clash that a programme meets: known by the agency's own number where it came with a file. */
export interface ProgrammeParty {
	reference: string;
	source_id: string | null;
	title: string;
	promoter: Bilingual;
}

/** A clash, or a chance to share, that a programme opens. */
export interface ProgrammeClash {
	rule: ClashRule;
	severity: Severity;
	a: ProgrammeParty;
	b: ProgrammeParty;
	from: CivilDate;
	to: CivilDate;
	days: number;
}
