import type { Bilingual } from '#lib/kernel/layer.ts';
import { LAND_USES } from './fields.ts';

/** What the kinds of our own layers and of OpenStreetMap are called; a kind that is not here is shown as it came. */
type Kinds = Record<string, Bilingual>;
const named = (list: readonly (readonly [code: string, ar: string, en: string])[]): Kinds =>
	Object.fromEntries(list.map(([code, ar, en]) => [code, { ar, en }]));

export const SCHOOL_KINDS = named([
	['nursery', 'حضانة', 'Nursery'],
	['kindergarten', 'رياض أطفال', 'Kindergarten'],
	['primary', 'ابتدائية', 'Primary'],
	['preparatory', 'إعدادية', 'Preparatory'],
	['secondary', 'ثانوية', 'Secondary'],
	['technical', 'ثانوية فنية', 'Technical'],
	['languages', 'لغات', 'Language school'],
	['private', 'خاصة', 'Private'],
	['religious', 'معهد أزهري', 'Azhari institute'],
	['school', 'مدرسة', 'School'],
	['college', 'معهد', 'College'],
	['university', 'جامعة', 'University']
]);

export const HEALTH_KINDS = named([
	['general', 'مستشفى عام', 'General hospital'],
	['insurance', 'تأمين صحي', 'Health insurance'],
	['family_health', 'وحدة صحة الأسرة', 'Family health unit'],
	['hospital', 'مستشفى', 'Hospital'],
	['clinic', 'عيادة', 'Clinic'],
	['doctors', 'عيادة', 'Doctors'],
	['dentist', 'عيادة أسنان', 'Dentist'],
	['pharmacy', 'صيدلية', 'Pharmacy'],
	['nursing_home', 'دار رعاية', 'Nursing home']
]);

export const NETWORK_KINDS = named([
	['transmission', 'خط ناقل', 'Transmission'],
	['main', 'خط رئيسي', 'Main'],
	['distribution', 'خط توزيع', 'Distribution'],
	['collector', 'مجمّع', 'Collector'],
	['pressure', 'خط طرد', 'Rising main'],
	['service', 'وصلة', 'Service line'],
	['backbone', 'خط رئيسي', 'Backbone'],
	['duct', 'مواسير كابلات', 'Duct']
]);

export const AREA_KINDS = named([
	['governorate', 'محافظة', 'Governorate'],
	['hay', 'حي', 'District (hay)'],
	['district', 'حي', 'District'],
	['markaz', 'مركز', 'Markaz'],
	['kism', 'قسم', 'Kism'],
	['shiakha', 'شياخة', 'Shiakha'],
	['village', 'قرية', 'Village'],
	['boundary', 'حدود', 'Boundary']
]);

export const PAVING_KINDS = named([
	['asphalt_overlay', 'طبقة أسفلت', 'Asphalt overlay'],
	['reconstruction', 'إعادة إنشاء', 'Reconstruction'],
	['tiles', 'بلاط', 'Paving tiles']
]);

/** What a plot may not be built on, or not as high, without somebody being asked. */
export const CONSTRAINT_KINDS = named([
	['antiquities', 'حرم آثار', 'Antiquities'],
	['nile_bank', 'حرم النيل', 'Nile bank'],
	['canal_bank', 'منافع ترعة أو مصرف', 'Bank of a canal or drain'],
	['irrigation', 'منافع ري', 'Irrigation works'],
	['listed_building', 'مبنى مسجل', 'Listed building'],
	['shore', 'حرم الشاطئ', 'Shore'],
	['military_height', 'قيد ارتفاع القوات المسلحة', 'Army ceiling'],
	['aviation_height', 'قيد ارتفاع الطيران', 'Aviation ceiling'],
	['cordon', 'الحيز العمراني', 'Urban cordon']
]);

export const VIOLATION_KINDS = named([
	['no_licence', 'بناء بدون ترخيص', 'Built without a licence'],
	['beyond_licence', 'مخالفة الترخيص', 'Other than licensed'],
	['extra_floors', 'أدوار مخالفة', 'Floors beyond the licence'],
	['over_line', 'تجاوز خط التنظيم', 'Over the building line'],
	['change_of_use', 'تغيير الاستعمال', 'Change of use'],
	['agricultural', 'تعدٍ على أرض زراعية', 'On farmland'],
	['removal_order', 'قرار إزالة', 'Removal order']
]);

export const VIOLATION_STATES: Kinds = named([
	['open', 'قائمة', 'Open'],
	['reconciliation', 'قيد التصالح', 'Under reconciliation'],
	['closed', 'منتهية', 'Closed']
]);

export const WATERWAY_KINDS = named([
	['river', 'نهر', 'River'],
	['canal', 'ترعة', 'Canal'],
	['drain', 'مصرف', 'Drain'],
	['ditch', 'مسقى', 'Ditch'],
	['stream', 'مجرى مائي', 'Stream'],
	['rail', 'سكة حديد', 'Railway'],
	['tram', 'ترام', 'Tram'],
	['subway', 'مترو', 'Metro'],
	['disused', 'خط متوقف', 'Disused line'],
	['construction', 'تحت الإنشاء', 'Under construction']
]);

export const ROUTE_KINDS = named([
	['bus', 'أتوبيس', 'Bus'],
	['minibus', 'ميني باص', 'Minibus'],
	['share_taxi', 'سرفيس', 'Share taxi'],
	['trolleybus', 'تروللي باص', 'Trolleybus'],
	['tram', 'ترام', 'Tram']
]);

export const STOP_KINDS = named([
	['bus_stop', 'محطة أتوبيس', 'Bus stop'],
	['platform', 'رصيف', 'Platform'],
	['tram_stop', 'محطة ترام', 'Tram stop']
]);

export const PLACE_KINDS: Kinds = {
	...HEALTH_KINDS,
	...named([
		['culture', 'قصر ثقافة', 'Culture palace'],
		['library', 'مكتبة', 'Library'],
		['theatre', 'مسرح', 'Theatre'],
		['cinema', 'سينما', 'Cinema'],
		['arts_centre', 'مركز فنون', 'Arts centre'],
		['community_centre', 'مركز مجتمعي', 'Community centre'],
		['youth_centre', 'مركز شباب', 'Youth centre'],
		['sports_club', 'نادٍ رياضي', 'Sports club'],
		['stadium', 'استاد', 'Stadium'],
		['fitness_centre', 'صالة لياقة', 'Fitness centre'],
		['swimming_pool', 'حمام سباحة', 'Swimming pool'],
		['park', 'حديقة', 'Park'],
		['mosque', 'مسجد', 'Mosque'],
		['church', 'كنيسة', 'Church'],
		['place_of_worship', 'دار عبادة', 'Place of worship'],
		['grave_yard', 'مدافن', 'Graveyard'],
		['government', 'جهة حكومية', 'Government office'],
		['district_office', 'رئاسة حي', 'District office'],
		['public_building', 'مبنى عام', 'Public building'],
		['court', 'محكمة', 'Court'],
		['courthouse', 'محكمة', 'Court'],
		['police', 'شرطة', 'Police'],
		['fire_station', 'إطفاء', 'Fire station'],
		['prison', 'سجن', 'Prison'],
		['embassy', 'سفارة', 'Embassy'],
		['post_office', 'مكتب بريد', 'Post office'],
		['post_box', 'صندوق بريد', 'Post box'],
		['bank', 'بنك', 'Bank'],
		['atm', 'ماكينة صرف آلي', 'Cash machine'],
		['bureau_de_change', 'صرافة', 'Currency exchange'],
		['market', 'سوق', 'Market'],
		['marketplace', 'سوق', 'Marketplace'],
		['mall', 'مركز تجاري', 'Mall'],
		['department_store', 'متجر كبير', 'Department store'],
		['supermarket', 'سوبر ماركت', 'Supermarket'],
		['convenience', 'بقالة', 'Grocery'],
		['bakery', 'مخبز', 'Bakery'],
		['confectionery', 'حلواني', 'Confectionery'],
		['butcher', 'جزارة', 'Butcher'],
		['greengrocer', 'خضر وفاكهة', 'Greengrocer'],
		['clothes', 'ملابس', 'Clothes'],
		['shoes', 'أحذية', 'Shoes'],
		['furniture', 'أثاث', 'Furniture'],
		['electronics', 'أجهزة كهربائية', 'Electronics'],
		['mobile_phone', 'هواتف محمولة', 'Mobile phones'],
		['books', 'مكتبة لبيع الكتب', 'Bookshop'],
		['hairdresser', 'حلاق', 'Hairdresser'],
		['car_repair', 'ورشة سيارات', 'Car repair'],
		['car_parts', 'قطع غيار سيارات', 'Car parts'],
		['restaurant', 'مطعم', 'Restaurant'],
		['fast_food', 'وجبات سريعة', 'Fast food'],
		['cafe', 'مقهى', 'Café'],
		['hotel', 'فندق', 'Hotel'],
		['fuel', 'محطة وقود', 'Fuel station'],
		['gas_station', 'محطة غاز', 'Gas station'],
		['bus_station', 'موقف أتوبيس', 'Bus station'],
		['parking', 'موقف سيارات', 'Car park'],
		['buses', 'جراج أتوبيسات', 'Bus depot'],
		['fleet', 'جراج سيارات', 'Vehicle depot'],
		['cleaning', 'نظافة', 'Cleaning depot'],
		['waterworks', 'محطة مياه', 'Waterworks'],
		['pumping_station', 'محطة رفع', 'Pumping station'],
		['substation', 'محطة محولات', 'Substation'],
		['exchange', 'سنترال', 'Telephone exchange'],
		['water_tower', 'خزان مياه علوي', 'Water tower'],
		['tower', 'برج', 'Tower'],
		['lighthouse', 'فنار', 'Lighthouse'],
		['aerodrome', 'مطار', 'Airport'],
		['toilets', 'دورة مياه', 'Toilets'],
		['fountain', 'نافورة', 'Fountain'],
		['gate', 'بوابة', 'Gate'],
		['school', 'مدرسة', 'School'],
		['college', 'معهد', 'College'],
		['university', 'جامعة', 'University'],
		['city', 'مدينة', 'City'],
		['town', 'مدينة', 'Town'],
		['suburb', 'ضاحية', 'Suburb'],
		['neighbourhood', 'منطقة سكنية', 'Neighbourhood'],
		['village', 'قرية', 'Village'],
		['hamlet', 'عزبة', 'Hamlet'],
		['locality', 'ناحية', 'Locality'],
		['island', 'جزيرة', 'Island']
	])
};

/** A building is called by its use, or by what stands in it. */
export const BUILDING_KINDS: Kinds = { ...PLACE_KINDS, ...SCHOOL_KINDS, ...LAND_USES };
