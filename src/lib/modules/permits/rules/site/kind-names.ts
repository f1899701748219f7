import type { Bilingual } from '#lib/kernel/layer.ts';

/** What kinds of constraints and networks are called, by the codes that the layers carry. */
export const KIND_NAMES: Readonly<Record<string, Bilingual>> = {
	antiquities: { ar: 'الآثار', en: 'Antiquities' },
	nile_bank: { ar: 'حرم النيل', en: 'Nile bank' },
	canal_bank: { ar: 'منافع الترع والمصارف', en: 'Canal banks' },
	irrigation: { ar: 'منافع الري', en: 'Irrigation works' },
	listed_building: { ar: 'المباني المسجلة', en: 'Listed buildings' },
	shore: { ar: 'حرم الشاطئ', en: 'Shore' },
	military_height: { ar: 'قيد ارتفاع القوات المسلحة', en: 'Army ceiling' },
	aviation_height: { ar: 'قيد ارتفاع الطيران', en: 'Aviation ceiling' },
	cordon: { ar: 'الحيز العمراني', en: 'Urban cordon' },
	water: { ar: 'خط مياه', en: 'Water main' },
	sewage: { ar: 'خط صرف', en: 'Sewer' },
	gas: { ar: 'خط غاز', en: 'Gas main' },
	power: { ar: 'كابل كهرباء', en: 'Power cable' },
	telecom: { ar: 'كابل اتصالات', en: 'Telecom cable' }
};
