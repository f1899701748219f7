import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';

/** Who digs for the promoter: one of the register, or only a name that a foreign source gave. */
export interface DigContractor {
	id: string | null;
	name: Bilingual;
	register_no: string | null;
	/** The last day of the registration. */
	valid_until: CivilDate | null;
}

/** A contractor of the register. */
export interface Contractor {
	id: string;
	name: { ar: string; en: string | null };
	register_no: string;
	valid_until: CivilDate;
	/** Works of theirs that are not over. */
	works: number;
	updated_at: string;
}

/** The page of the register. */
export interface ContractorRegister {
	contractors: Contractor[];
	may_edit: boolean;
	today: CivilDate;
}
