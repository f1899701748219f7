import type { Bilingual } from '#lib/kernel/layer.ts';
import type { CodeValues } from '../code/types.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentCondition } from './vocabulary.ts';

export interface Answer {
	needed: boolean | null;
	reason: Bilingual | null;
}

const UNKNOWN: Bilingual = { ar: 'لم يُذكر بعد ما يتوقف عليه', en: 'what it depends on has not been said' };

/** Whether a case meets a condition, and why. Null: not known yet. */
export function whether(condition: DocumentCondition, facts: DocumentFacts, values: CodeValues): Answer {
	switch (condition) {
		case 'art_46':
			return articleFortySix(facts, values);
		case 'basement':
			return told(facts.basements === null ? null : facts.basements > 0, {
				yes: { ar: 'بالمبنى بدروم', en: 'there is a basement' },
				no: { ar: 'لا بدروم بالمبنى', en: 'there is no basement' }
			});
		case 'agencies': {
			const names = (locale: 'ar' | 'en', comma: string) =>
				(facts.agencies ?? []).map((agency) => agency[locale]).join(comma);
			return told(facts.agencies === null ? null : facts.agencies.length > 0, {
				yes: {
					ar: `قيود على الموقع تخص: ${names('ar', '، ')}`,
					en: `constraints on the site concern: ${names('en', ', ')}`
				},
				no: { ar: 'لا قيود على الموقع', en: 'no constraint on the site' }
			});
		}
		case 'structure_changes':
			return told(facts.structure_changes, {
				yes: { ar: 'يمس الهيكل الإنشائي', en: 'the structure is changed' },
				no: { ar: 'لا يمس الهيكل الإنشائي', en: 'the structure is not changed' }
			});
		case 'outline_changes':
			return told(facts.outline_changes, {
				yes: { ar: 'يغير حدود المبنى', en: 'the outline is changed' },
				no: { ar: 'لا يغير حدود المبنى', en: 'the outline is not changed' }
			});
		case 'licence_on_paper':
			return told(facts.licence_on_paper ?? null, {
				yes: { ar: 'الرخصة السابقة صادرة ورقيًا', en: 'the earlier licence was given on paper' },
				no: { ar: 'الرخصة السابقة مقيدة بالسجل', en: 'the earlier licence is in the register' }
			});
		case 'before_start':
			return { needed: true, reason: { ar: 'قبل بدء التنفيذ', en: 'before the works begin' } };
		case 'if_asked':
			return { needed: false, reason: { ar: 'إذا طلبته الجهة', en: 'when the authority asks for it' } };
	}
}

/** The insurance of article 46: by the value of the works, by the floors, and wherever floors are added. */
function articleFortySix(
	{ permit_type, floors, works_value_egp: declared, reckoned_value_egp: reckoned = null }: DocumentFacts,
	{ insurance_value_egp, insurance_floors }: CodeValues
): Answer {
	const by = (en: string, ar: string): Bilingual => ({ en: `article 46: ${en}`, ar: `المادة 46: ${ar}` });
	if (insurance_value_egp === undefined && insurance_floors === undefined)
		return { needed: null, reason: by('the code sets no threshold', 'لا حد مقرر في الاشتراطات') };
	// One added floor of small works alone goes without; nobody can tell here whether it is the first.
	if (permit_type === 'added_floors') return { needed: true, reason: by('floors are added', 'تعلية') };
	if (insurance_floors !== undefined && floors !== null && floors >= insurance_floors)
		return { needed: true, reason: by(`${floors} floors`, `${floors} أدوار`) };
	const reaches = (value: number | null) =>
		insurance_value_egp !== undefined && value !== null && value >= insurance_value_egp;
	if (reaches(declared)) return { needed: true, reason: by('value of the works', 'قيمة الأعمال') };
	if (reaches(reckoned))
		return {
			needed: true,
			reason: by('value of the works by unit costs', 'قيمة الأعمال المحسوبة بتكلفة المتر')
		};
	if (
		(insurance_floors !== undefined && floors === null) ||
		(insurance_value_egp !== undefined && declared === null && reckoned === null)
	)
		return { needed: null, reason: UNKNOWN };
	return { needed: false, reason: by('below its thresholds', 'دون الحدود المقررة') };
}

function told(met: boolean | null, words: { yes: Bilingual; no: Bilingual }): Answer {
	if (met === null) return { needed: null, reason: UNKNOWN };
	return { needed: met, reason: met ? words.yes : words.no };
}
