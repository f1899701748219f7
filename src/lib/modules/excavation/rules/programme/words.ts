import { arNorm } from '#lib/kernel/arabic.ts';
import { parseNumber } from '#lib/kernel/numbers.ts';
import {
	CATEGORIES,
	DIG_STATES,
	METHODS,
	SURFACES,
	TRAFFIC_EFFECTS,
	type Category,
	type DigState,
	type Method,
	type Surface,
	type TrafficEffect
} from '../vocabulary.ts';

/** What offices write for our codes, besides the codes and what the application itself shows; read loosely. */
const CATEGORY: Record<Category, readonly string[]> = {
	emergency: ['طارئ', 'طوارئ', 'طارئة', 'حالة طارئة', 'كسر', 'emergency'],
	urgent: ['عاجل', 'عاجلة', 'مستعجل', 'urgent'],
	minor: ['صغير', 'صغيرة', 'بسيط', 'بسيطة', 'صغرى', 'minor', 'small'],
	standard: ['معتاد', 'معتادة', 'عادي', 'عادية', 'متوسط', 'متوسطة', 'standard', 'normal', 'medium'],
	major: ['كبير', 'كبيرة', 'كبرى', 'رئيسي', 'major', 'large']
};
const METHOD: Record<Method, readonly string[]> = {
	open_cut: [
		'حفر مكشوف',
		'مكشوف',
		'خندق مكشوف',
		'حفر مفتوح',
		'خندق',
		'حفر',
		'open cut',
		'open trench',
		'trench'
	],
	trenchless: [
		'دفع نفقي بلا حفر',
		'دفع نفقي',
		'نفقي',
		'بدون حفر',
		'بلا حفر',
		'حفر موجه',
		'ثقب موجه',
		'trenchless',
		'no dig',
		'hdd'
	],
	pit: ['حفرة كشف', 'حفرة', 'نقطة', 'غرفة', 'بيارة', 'pit']
};
const SURFACE: Record<Surface, readonly string[]> = {
	asphalt: ['أسفلت', 'اسفلت', 'إسفلت', 'مرصوف', 'asphalt'],
	concrete: ['خرسانة', 'خرساني', 'خرسانية', 'concrete'],
	tiles: ['بلاط رصيف', 'بلاط', 'إنترلوك', 'انترلوك', 'رصيف', 'paving tiles', 'tiles', 'interlock'],
	unpaved: ['غير مرصوف', 'ترابي', 'تراب', 'غير ممهد', 'unpaved', 'earth']
};
const TRAFFIC: Record<TrafficEffect, readonly string[]> = {
	none: ['لا أثر', 'لا يوجد', 'بدون', 'بلا', 'لا', 'لا يؤثر', 'none', 'no', 'keine sperrung'],
	parking: ['يشغل موقف سيارات', 'موقف', 'مواقف', 'انتظار', 'takes parking', 'parking'],
	narrowed: ['يضيّق الطريق', 'تضييق', 'ضيق', 'narrows the road', 'narrowed'],
	lane_closed: [
		'يغلق حارة',
		'غلق حارة',
		'إغلاق حارة',
		'غلق جزئي',
		'إغلاق جزئي',
		'جزئي',
		'closes a lane',
		'fahrstreifensperrung',
		'lane closed'
	],
	closed: [
		'vollsperrung',
		'يغلق الطريق',
		'غلق الطريق',
		'إغلاق الطريق',
		'غلق كلي',
		'إغلاق كلي',
		'كلي',
		'closes the road',
		'road closed'
	]
};
const STATE: Record<DigState, readonly string[]> = {
	planned: ['مخطط', 'مخططة', 'مخطط له', 'مزمع', 'planned'],
	submitted: ['قيد التنسيق', 'تحت التنسيق', 'مقدم', 'مقدمة', 'under coordination', 'submitted'],
	granted: ['مرخص', 'مرخصة', 'مصرح به', 'permitted', 'granted', 'approved'],
	running: [
		'قيد التنفيذ',
		'تحت التنفيذ',
		'جاري',
		'جارية',
		'جاري التنفيذ',
		'running',
		'in progress',
		'active'
	],
	finished: ['منتهٍ', 'منتهي', 'منتهية', 'انتهى', 'انتهت', 'finished', 'completed', 'done'],
	restored: ['أُعيد الرصف', 'تمت إعادة الرصف', 'تم الرصف', 'restored'],
	closed: ['مغلق', 'مغلقة', 'مقفل', 'closed'],
	refused: ['مرفوض', 'مرفوضة', 'refused', 'rejected'],
	cancelled: ['ملغى', 'ملغي', 'ملغاة', 'ألغي', 'cancelled', 'canceled']
};
/** Of foreign works too, whose tables are in the languages of where they come from. */
const TRUTH = {
	yes: [
		...['true', 't', 'yes', 'y', 'on', 'x', 'ja', 'j', 'wahr', 'oui', 'vrai'],
		// Some registers say what is closed where others say whether the carriageway is taken.
		...['vollsperrung', 'sperrung', 'fahrstreifensperrung', 'gesperrt'],
		...['نعم', 'صح', 'صحيح', 'أيوه', 'أيوة', 'أجل', 'يوجد']
	],
	no: [
		...['false', 'f', 'no', 'n', 'off', 'nein', 'falsch', 'non', 'faux', 'keine sperrung'],
		...['لا', 'خطأ', 'غير صحيح', 'كلا', 'لا يوجد']
	]
} as const;

const READERS = {
	category: reader(CATEGORIES, CATEGORY),
	method: reader(METHODS, METHOD),
	surface: reader(SURFACES, SURFACE),
	traffic_effect: reader(TRAFFIC_EFFECTS, TRAFFIC),
	state: reader(DIG_STATES, STATE),
	truth
};
type Readers = typeof READERS;

/** The code that a word of a table means; undefined when it means none. */
export function meant<K extends keyof Readers>(what: K, text: string): ReturnType<Readers[K]> {
	return READERS[what](text) as ReturnType<Readers[K]>;
}

const truthWord = reader(['yes', 'no'] as const, TRUTH);

/** Figures are read as numbers: tools write a column of 0, 1 and gaps as `0.0` and `1.0`. */
function truth(text: string): 'yes' | 'no' | undefined {
	if (/^[✓✔☑]\uFE0F?$/u.test(text)) return 'yes';
	const number = parseNumber(text);
	if (number !== undefined) return number === 1 ? 'yes' : number === 0 ? 'no' : undefined;
	return truthWord(text);
}

function reader<T extends string>(codes: readonly T[], words: Record<T, readonly string[]>) {
	const known = new Map(
		codes.flatMap((code) => [code, ...words[code]].map((word) => [plain(word), code] as const))
	);
	return (text: string): T | undefined => known.get(plain(text));
}

/** Without article, signs and spellings that people mix. */
function plain(word: string): string {
	return arNorm(word)
		.replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
		.trim()
		.replace(/(^| )ال(?=\p{Letter}{2})/gu, '$1');
}
