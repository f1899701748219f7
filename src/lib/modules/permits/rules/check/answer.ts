import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Place } from '../code/types.ts';
import type { LayerAnswer } from '../site/types.ts';
import type { CheckVerdict } from './check.ts';
import type { RuleResult } from './types.ts';

/** What a check says: the verdict first, then each rule. */
export interface PermitCheck {
	verdict: CheckVerdict;
	/** The day whose code judged. */
	on: CivilDate;
	code: { place: Place; rule_set: { id: string; title: Bilingual; valid_from: CivilDate } | null };
	/** Witness geometry in the system of the question. */
	results: (RuleResult & {
		title: Bilingual;
		subject_title: Bilingual | null;
		reason_title: Bilingual | null;
	})[];
	/** What is declared of the works and what unit costs come to, in pounds: the greater counts. Absent of older answers. */
	works_value?: { declared_egp: number | null; reckoned_egp: number | null };
	/** Which state of which layer answered; null where nothing was read from the map. */
	layers: LayerAnswer[] | null;
}
