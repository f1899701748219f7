import { arNorm } from '#lib/kernel/arabic.ts';
import {
	CATEGORIES,
	METHODS,
	SURFACES,
	TRAFFIC_EFFECTS,
	type Category,
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
	none: ['لا أثر', 'لا يوجد', 'بدون', 'بلا', 'لا', 'لا يؤثر', 'none', 'no'],
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
		'lane closed'
	],
	closed: [
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
const TRUTH = {
	yes: ['1', 'true', 't', 'yes', 'y', 'نعم', 'صح', 'أيوه'],
	no: ['0', 'false', 'f', 'no', 'n', 'لا', 'خطأ']
} as const;

const READERS = {
	category: reader(CATEGORIES, CATEGORY),
	method: reader(METHODS, METHOD),
	surface: reader(SURFACES, SURFACE),
	traffic_effect: reader(TRAFFIC_EFFECTS, TRAFFIC),
	truth: reader(['yes', 'no'] as const, TRUTH)
};
type Readers = typeof READERS;

/** The code that a word of a table means; undefined when it means none. */
export function meant<K extends keyof Readers>(what: K, text: string): ReturnType<Readers[K]> {
	return READERS[what](text) as ReturnType<Readers[K]>;
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
