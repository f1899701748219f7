import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Reason, RuleId } from './types.ts';

/** What each rule looks at, in words. */
export const RULES: Readonly<Record<RuleId, Bilingual>> = {
	R00: { ar: 'المساحة المقررة ومساحة الرسم', en: 'Declared and drawn area' },
	R01: { ar: 'المبنى داخل قطعة الأرض', en: 'Building inside the plot' },
	R02: { ar: 'خط التنظيم', en: 'Building line' },
	R03: { ar: 'الارتدادات', en: 'Setbacks' },
	R04: { ar: 'نسبة البناء', en: 'Coverage' },
	R05: { ar: 'معامل استغلال الأرض', en: 'Floor area ratio' },
	R06: { ar: 'عرض الشارع', en: 'Street width' },
	R07: { ar: 'الارتفاع في المدينة', en: 'Height in a town' },
	R08: { ar: 'الارتفاع في القرية', en: 'Height in a village' },
	R09: { ar: 'القطعة على أكثر من شارع', en: 'Plot on several streets' },
	R10: { ar: 'قيد الارتفاع (قوات مسلحة وطيران)', en: 'Army and aviation ceiling' },
	R11: { ar: 'المناور', en: 'Light wells' },
	R12: { ar: 'البروزات على الشارع', en: 'Projections over the street' },
	R13: { ar: 'أقل عرض للشارع', en: 'Narrowest street' },
	R14: { ar: 'الاستعمال', en: 'Use' },
	R15: { ar: 'الحيز العمراني', en: 'Urban cordon' },
	R16: { ar: 'الآثار والمجاري المائية والمباني المسجلة', en: 'Antiquities, waterways, listed buildings' },
	R17: { ar: 'وثيقة التأمين', en: 'Insurance document' },
	R18: { ar: 'المرافق المدفونة', en: 'Buried utilities' },
	R19: { ar: 'حفر أمام الموقع', en: 'Digs before the site' },
	R20: { ar: 'المخالفات وقرارات الإزالة', en: 'Violations and removal orders' },
	R21: { ar: 'أماكن انتظار السيارات', en: 'Parking places' },
	R22: { ar: 'المنفذ والمرخص', en: 'As built against the licence' }
};

/** What a rule looked at, where it looks at several things. A layer's own kinds are not among them. */
export const SUBJECTS: Readonly<Record<string, Bilingual>> = {
	parcel: { ar: 'قطعة الأرض', en: 'plot' },
	neighbour: { ar: 'الجار', en: 'neighbour' },
	footprint: { ar: 'مسقط المبنى', en: 'outline of the building' },
	front: { ar: 'الواجهة', en: 'front' },
	rear: { ar: 'الخلف', en: 'rear' },
	side: { ar: 'الجانب', en: 'side' },
	height: { ar: 'الارتفاع', en: 'height' },
	floors: { ar: 'الأدوار', en: 'floors' },
	governing: { ar: 'الشارع الحاكم', en: 'governing street' },
	other: { ar: 'شارع آخر', en: 'other street' },
	well_area: { ar: 'مساحة المنور', en: 'area of the well' },
	well_side: { ar: 'أقل ضلع للمنور', en: 'narrowest of the well' },
	shop_floor: { ar: 'أدوار المحال', en: 'floors of shops' },
	shop_street: { ar: 'شارع المحال', en: 'street of the shops' },
	outline: { ar: 'المسقط', en: 'outline' },
	works_value: { ar: 'قيمة الأعمال المقررة', en: 'declared value of the works' },
	insurance: { ar: 'التأمين', en: 'insurance' },
	over_line: { ar: 'تجاوز الخط', en: 'over the line' }
};

/** Why a rule was not checked, or what else there is to know. */
export const REASONS: Readonly<Record<Reason, Bilingual>> = {
	no_layer: { ar: 'الطبقة غير متاحة', en: 'the layer is missing' },
	not_shown: { ar: 'الطبقة لا تُعرض لصفتك', en: 'the layer is not shown to your role' },
	no_value: { ar: 'لا قيمة مقررة في الاشتراطات', en: 'the code sets no number' },
	no_footprint: { ar: 'لا مسقط للمبنى', en: 'no outline of the building' },
	no_street: { ar: 'القطعة لا تطل على شارع', en: 'the plot has no street' },
	no_width: { ar: 'تعذر قياس عرض الشارع', en: 'the street could not be measured' },
	no_number: { ar: 'البيان غير مقدم', en: 'not declared' },
	areas_count: {
		ar: 'عدد مساحات الأدوار لا يساوي عدد الأدوار: تُذكر مساحة كل دور',
		en: 'not as many floor areas as floors: each floor needs its own'
	},
	areas_small: {
		ar: 'أكبر الأدوار أصغر من المسقط المرسوم: تُصحح مساحات الأدوار أو الرسم',
		en: 'the largest floor is smaller than the outline: the floor areas or the drawing are to be corrected'
	},
	area_tiny: {
		ar: 'أحد الأدوار أصغر من أن يكون دورًا فوق هذا المسقط: تُصحح مساحات الأدوار أو الرسم',
		en: 'a floor is smaller than one over this outline can be: the floor areas or the drawing are to be corrected'
	},
	street_below_table: {
		ar: 'الشارع أضيق مما ورد بالجدول',
		en: 'the street is narrower than the table begins'
	},
	plan_decides: { ar: 'بقيمة المخطط', en: 'as the plan sets it' },
	agency_asked: { ar: 'يلزم رأي الجهة المختصة', en: 'the agency is to be asked' },
	insurance_needed: { ar: 'تلزم وثيقة تأمين', en: 'insurance is needed' },
	value_low: {
		ar: 'القيمة المقررة أقل من المحسوبة بتكلفة المتر',
		en: 'less is declared than unit costs come to'
	},
	set_back_enough: { ar: 'الردود كافية', en: 'set back enough' }
};
