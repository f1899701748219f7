import type { Bilingual } from '#lib/kernel/layer.ts';

/** The documents of a permit's file. Stable: API, database and messages rely on the codes. */
export const DOCUMENT_KINDS = [
	'identity',
	'ownership',
	'site_sketch',
	'site_statement',
	'earlier_licence',
	'works_validity',
	'works_value',
	'drawings',
	'as_built',
	'soil',
	'structural_report',
	'insurance',
	'engineer',
	'contract',
	'excavation_support',
	'agency_approvals',
	'removal_decision',
	'photos'
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * Drawings and reports that a reviewer works with; every other document names somebody. They are to be handed in
 * without the names of owner and engineer.
 */
export const TECHNICAL_DOCUMENTS: readonly DocumentKind[] = [
	'site_sketch',
	'drawings',
	'as_built',
	'soil',
	'structural_report',
	'excavation_support'
];

/** On what a document depends where it is not always needed. */
export const CONDITIONS = [
	'art_46',
	'basement',
	'agencies',
	'structure_changes',
	'outline_changes',
	'licence_on_paper',
	'before_start',
	'if_asked'
] as const;
export type DocumentCondition = (typeof CONDITIONS)[number];

/** Why a document is sent back. `other` needs words of its own. */
export const RETURN_REASONS = [
	'missing',
	'unreadable',
	'wrong_document',
	'incomplete',
	'expired',
	'not_signed',
	'not_stamped',
	'names_differ',
	'areas_differ',
	'other_parcel',
	'no_coordinates',
	'not_to_scale',
	'not_to_code',
	'not_registered',
	'old_version',
	'names_shown',
	'other'
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const RETURN_WORDS: Readonly<Record<ReturnReason, Bilingual>> = {
	missing: { ar: 'المستند غير مرفق', en: 'the document is missing' },
	unreadable: { ar: 'الصورة غير واضحة', en: 'it cannot be read' },
	wrong_document: { ar: 'المرفق مستند آخر', en: 'it is another document' },
	incomplete: { ar: 'صفحات أو لوحات ناقصة', en: 'pages or sheets are missing' },
	expired: { ar: 'انتهت مدة سريانه', en: 'it has expired' },
	not_signed: { ar: 'غير موقع', en: 'it is not signed' },
	not_stamped: { ar: 'غير مختوم', en: 'it is not stamped' },
	names_differ: { ar: 'الاسم لا يطابق باقي المستندات', en: 'the name differs from other documents' },
	areas_differ: { ar: 'المساحة لا تطابق باقي المستندات', en: 'the area differs from other documents' },
	other_parcel: { ar: 'يخص قطعة أخرى', en: 'it is about another plot' },
	no_coordinates: { ar: 'بلا إحداثيات أو نقاط تحكم', en: 'it has no coordinates or control points' },
	not_to_scale: { ar: 'الرسم ليس بمقياس', en: 'it is not drawn to scale' },
	not_to_code: { ar: 'لا يطابق اشتراطات بيان الصلاحية', en: 'it does not keep to the site statement' },
	not_registered: {
		ar: 'المهندس غير مقيد أو قيده غير سار',
		en: 'the engineer is not registered, or no longer'
	},
	old_version: { ar: 'نسخة قديمة حلت محلها أخرى', en: 'a newer version replaced it' },
	names_shown: { ar: 'تظهر به أسماء المالك أو المهندس', en: 'it shows the names of owner or engineer' },
	other: { ar: 'سبب آخر يذكر', en: 'another reason, in words' }
};

/** Reasons that make sense of some documents only. */
const ONLY: Partial<Record<ReturnReason, readonly DocumentKind[]>> = {
	names_shown: TECHNICAL_DOCUMENTS,
	no_coordinates: ['site_sketch', 'drawings', 'as_built'],
	not_to_scale: ['site_sketch', 'drawings', 'as_built'],
	not_to_code: ['drawings', 'works_validity'],
	not_registered: ['engineer', 'works_validity', 'structural_report', 'excavation_support', 'drawings'],
	areas_differ: ['ownership', 'site_sketch', 'site_statement', 'drawings', 'as_built', 'works_value']
};

/** Why a document of that kind can be sent back. */
export function reasonsFor(kind: DocumentKind): ReturnReason[] {
	return RETURN_REASONS.filter((reason) => ONLY[reason]?.includes(kind) ?? true);
}
