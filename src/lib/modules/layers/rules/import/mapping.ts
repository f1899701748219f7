import { arNorm } from '#lib/kernel/arabic.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { targetsOf, type Target } from './targets.ts';

/** For each target the fields of the file that can fill it; the first that has a value does. */
export type Mapping = Record<string, readonly string[]>;

/** Names under which files carry our targets, compared without case, signs and spellings; best first. */
const ALIASES: Record<string, readonly string[]> = {
	source_id: [
		'source_id',
		'osm_id',
		'@id',
		'globalid',
		'gml_id',
		'wof_id',
		'pcode',
		'objectid',
		'fid',
		'ogc_fid',
		'gid',
		'id',
		'work_id',
		'work_no',
		'رقم العمل',
		'رقم العملية',
		'رقم المشروع',
		'كود العمل',
		'كود',
		'الكود',
		'رقم',
		'م'
	],
	name_ar: [
		'name_ar',
		'name:ar',
		'ar_name',
		'arabic_name',
		'hay_ar',
		'adm2_ar',
		'الاسم',
		'اسم',
		'اسم الشارع',
		'name'
	],
	name_en: [
		'name_en',
		'name:en',
		'en_name',
		'english_name',
		'hay_en',
		'adm2_en',
		'int_name',
		'الاسم بالانجليزية',
		'name'
	],
	kind: ['kind', 'type', 'class', 'fclass', 'category', 'النوع', 'نوع', 'الدرجة'],
	ref: ['ref', 'route_short_name', 'route_ref', 'line', 'رقم الخط', 'الخط'],
	operator: ['operator', 'network', 'agency', 'agency_name', 'الشركة المشغلة', 'المشغل'],
	alt_name: ['alt_name', 'alt_name:ar', 'old_name', 'loc_name'],
	population: ['population', 'population_worldpop', 'population_census_2017', 'pop', 'عدد السكان', 'السكان'],
	pcode: ['pcode', 'adm2_pcode', 'adm1_pcode', 'code'],
	address: ['address', 'addr:full', 'addr:street', 'العنوان'],
	beds: ['beds', 'capacity:beds'],
	pupils: ['pupils', 'capacity:persons', 'students'],
	floors: ['floors', 'building:levels', 'levels', 'عدد الادوار'],
	diameter_mm: ['diameter_mm', 'diameter', 'dn', 'القطر'],
	promoter: [
		'promoter',
		'organisation',
		'organization',
		'company',
		'agency',
		'owner',
		'الجهة',
		'الجهة المنفذة',
		'الجهة الطالبة',
		'الجهة صاحبة العمل',
		'صاحب العمل',
		'الشركة',
		'اسم الشركة',
		'المرفق'
	],
	title: [
		'title',
		'work name',
		'project',
		'project name',
		'اسم المشروع',
		'المشروع',
		'اسم العمل',
		'اسم العملية',
		'العملية',
		'وصف العمل',
		'وصف الأعمال',
		'بيان الأعمال',
		'البيان',
		'name',
		'content',
		'description',
		'street',
		'العنوان',
		'الوصف',
		'الموقع'
	],
	start: [
		'start',
		'start_date',
		'starts_on',
		'from',
		'begin',
		'validity.from',
		'تاريخ البداية',
		'تاريخ البدء',
		'تاريخ بداية العمل',
		'تاريخ بدء العمل',
		'بداية العمل',
		'بداية الأعمال',
		'بداية التنفيذ',
		'بدء العمل',
		'بدء التنفيذ',
		'البداية',
		'البدء',
		'بداية',
		'من',
		'من تاريخ',
		...during('من')
	],
	end: [
		'end',
		'end_date',
		'ends_on',
		'to',
		'finish',
		'validity.to',
		'تاريخ النهاية',
		'تاريخ الانتهاء',
		'تاريخ نهاية العمل',
		'تاريخ انتهاء العمل',
		'نهاية العمل',
		'نهاية الأعمال',
		'نهاية التنفيذ',
		'انتهاء العمل',
		'انتهاء التنفيذ',
		'النهاية',
		'الانتهاء',
		'نهاية',
		'الى',
		'الى تاريخ',
		...during('الى')
	],
	details: ['details', 'notes', 'remarks', 'comment', 'التفاصيل', 'تفاصيل', 'ملاحظات'],
	category: ['category', 'class', 'الفئة', 'فئة العمل', 'التصنيف', 'تصنيف العمل', 'درجة العمل', 'حجم العمل'],
	reason: [
		'reason',
		'urgency',
		'category_reason',
		'سبب الاستعجال',
		'سبب الطوارئ',
		'سبب العجلة',
		'مبرر الاستعجال',
		'السبب'
	],
	street: ['street', 'street name', 'road', 'الشارع', 'اسم الشارع', 'الطريق'],
	contractor: ['contractor', 'المقاول', 'اسم المقاول', 'مقاول التنفيذ', 'الشركة المقاولة', 'رقم قيد المقاول'],
	road_works: ['road_works', 'paving', 'أعمال طرق', 'أعمال رصف'],
	carriageway: ['carriageway', 'في نهر الطريق', 'نهر الطريق'],
	method: [
		'method',
		'technique',
		'طريقة التنفيذ',
		'طريقة الحفر',
		'أسلوب التنفيذ',
		'أسلوب الحفر',
		'نوع الحفر'
	],
	surface: ['surface', 'pavement', 'سطح الطريق', 'السطح', 'نوع السطح', 'طبقة السطح', 'نوع الرصف', 'الرصف'],
	traffic_effect: [
		'traffic_effect',
		'traffic',
		'hindrance',
		'الأثر على المرور',
		'أثره على المرور',
		'التأثير على المرور',
		'تأثير المرور',
		'تأثير على المرور',
		'الأثر المروري',
		'المرور'
	],
	state: ['state', 'status', 'الحالة'],
	depth_m: ['depth_m', 'depth', 'العمق', 'عمق', 'عمق الحفر', 'العمق بالمتر'],
	width_m: ['width_m', 'width', 'العرض', 'عرض', 'عرض الحفر', 'عرض الخندق', 'العرض بالمتر'],
	guarantee_until: [
		'guarantee_until',
		'guarantee',
		'warranty',
		'نهاية الضمان',
		'الضمان حتى',
		'تاريخ انتهاء الضمان'
	],
	laid_year: ['laid_year', 'year', 'install_year', 'سنة الانشاء']
};

/** What a feature is in OpenStreetMap stands in the value of one of these keys, by the layer that asks. */
const OSM_KINDS: Record<string, readonly string[]> = {
	streets: ['highway'],
	street_sections: ['highway'],
	railways: ['railway'],
	bus_routes: ['route', 'route_type'],
	bus_stops: ['railway', 'highway', 'public_transport'],
	waterways: ['waterway'],
	land: ['natural', 'landuse', 'leisure', 'water'],
	buildings: ['building'],
	places: [
		'place',
		'amenity',
		'shop',
		'office',
		'healthcare',
		'tourism',
		'leisure',
		'historic',
		'railway',
		'value'
	],
	schools: ['amenity'],
	hospitals: ['amenity', 'healthcare']
};

/** Targets that another field may fill where the best one is empty; elsewhere that would mix different things. */
const FALLING_BACK = ['name_ar', 'name_en', 'kind', 'alt_name', 'title'];

/** How the fields of a file probably fill a layer. Targets without a likely field are left out. */
export function guessMapping(layer: Pick<LayerDef, 'id' | 'fields'>, fields: readonly string[]): Mapping {
	// Under its whole name, and without what stands in brackets: `العمق (م)`.
	const byPlain = new Map([
		...fields.map((field) => [plain(field.replace(/\(.*?\)/g, '')), field] as const),
		...fields.map((field) => [plain(field), field] as const)
	]);
	const mapping: Record<string, string[]> = {};
	for (const target of targetsOf(layer)) {
		const wanted = [...(target.name === 'kind' ? (OSM_KINDS[layer.id] ?? []) : []), ...namesOf(target)];
		const found = wanted.flatMap((name) => byPlain.get(plain(name)) ?? []);
		const unique = [...new Set(found)];
		if (unique.length === 0) continue;
		mapping[target.name] = FALLING_BACK.includes(target.name) ? unique : unique.slice(0, 1);
	}
	return mapping;
}

/**
 * Checks a mapping that a person gives against the layer and the file, and lays it over the guessed one. An empty
 * list leaves the target empty.
 * @param complete false when the file may hold fields that were not seen yet; then only targets are checked.
 * @throws DomainError `field_unknown` naming the target or the field.
 */
export function checkedMapping(
	layer: Pick<LayerDef, 'id' | 'fields'>,
	fields: readonly string[],
	{ given, complete }: { given: Mapping; complete: boolean }
): Mapping {
	const targets = new Set(targetsOf(layer).map((t) => t.name));
	for (const [target, sources] of Object.entries(given)) {
		if (!targets.has(target))
			throw new DomainError('field_unknown', { params: { field: target, known: [...targets].join(', ') } });
		const missing = sources.find((source) => !fields.includes(source));
		if (missing !== undefined && complete)
			throw new DomainError('field_unknown', { params: { field: missing, known: fields.join(', ') } });
	}
	return { ...guessMapping(layer, fields), ...given };
}

/** Fields of the file that no target takes. */
export function unusedFields(mapping: Mapping, fields: readonly string[]): string[] {
	const used = new Set(Object.values(mapping).flat());
	return fields.filter((field) => !used.has(field));
}

/** Under a header of two rows: the period, and which end of it. */
function during(end: string): string[] {
	return ['مدة التنفيذ', 'فترة التنفيذ', 'مدة العمل', 'فترة العمل', 'المدة', 'الفترة', 'period'].map(
		(p) => `${p} ${end}`
	);
}

function namesOf({ name, title }: Target): string[] {
	return [...(ALIASES[name] ?? []), name, title.ar, title.en];
}

/** A field name without case, signs, and the spellings that people mix. */
export function plain(name: string): string {
	return arNorm(name).replace(/[^\p{Letter}\p{Number}]/gu, '');
}
