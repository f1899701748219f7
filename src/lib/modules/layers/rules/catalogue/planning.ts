import type { LayerDef } from '#lib/kernel/layer.ts';
import { STAFF_ROLES } from '#lib/kernel/roles.ts';
import { kindField, LAND_USES, NAMES, prop, STREET_KINDS, SURFACES } from './fields.ts';
import {
	BUILDING_KINDS,
	CONSTRAINT_KINDS,
	PAVING_KINDS,
	VIOLATION_KINDS,
	VIOLATION_STATES
} from './kinds.ts';

const land = {
	geometry: 'polygon',
	importable: true,
	readers: 'staff',
	writers: ['admin', 'planner', 'head_of_engineering']
} as const;

const PLACES = { city: { ar: 'مدينة', en: 'Town' }, village: { ar: 'قرية', en: 'Village' } };

/** Land as the engineering departments know it. */
export const PLANNING: readonly LayerDef[] = [
	{
		...land,
		id: 'zones',
		group: 'planning',
		title: { ar: 'مناطق الاشتراطات', en: 'Code zones' },
		relation: 'zones',
		fields: [
			...NAMES,
			kindField({ ar: 'الاستعمال', en: 'Use' }, LAND_USES),
			prop('code', 'text', 'الكود', 'Code'),
			prop('place', 'text', 'مدينة أو قرية', 'Town or village', { values: PLACES }),
			prop('front_setback_m', 'number', 'الردود الأمامي (م)', 'Front setback (m)'),
			prop('rear_setback_m', 'number', 'الردود الخلفي (م)', 'Rear setback (m)'),
			prop('side_setback_m', 'number', 'الردود الجانبي (م)', 'Side setback (m)'),
			prop('max_coverage_pct', 'number', 'أقصى نسبة بناء (٪)', 'Maximum coverage (%)'),
			prop('floor_area_ratio', 'number', 'معامل الاستغلال', 'Floor area ratio'),
			prop('max_height_m', 'number', 'أقصى ارتفاع (م)', 'Maximum height (m)'),
			prop('max_floors', 'integer', 'أقصى عدد أدوار', 'Maximum floors'),
			prop('uses', 'text', 'الاستعمالات المسموح بها', 'Allowed uses'),
			prop('article_ar', 'text', 'السند', 'Article (Arabic)'),
			prop('article_en', 'text', 'السند بالإنجليزية', 'Article'),
			prop('valid_from', 'date', 'سارية من', 'In force from'),
			prop('valid_to', 'date', 'سارية حتى', 'In force until'),
			prop('unverified', 'boolean', 'لم تُراجع', 'Unverified')
		],
		style: [
			{
				title: { ar: 'سكني', en: 'Residential' },
				when: { field: 'kind', in: ['residential'] },
				fill: 'token:zone-residential',
				fillOpacity: 0.35
			},
			{
				title: { ar: 'تجاري', en: 'Commercial' },
				when: { field: 'kind', in: ['commercial'] },
				fill: 'token:zone-commercial',
				fillOpacity: 0.35
			},
			{
				title: { ar: 'صناعي', en: 'Industrial' },
				when: { field: 'kind', in: ['industrial'] },
				fill: 'token:zone-industrial',
				fillOpacity: 0.35,
				pattern: 'hatch'
			},
			{
				title: { ar: 'مناطق خضراء', en: 'Green' },
				when: { field: 'kind', in: ['green'] },
				fill: 'token:green',
				fillOpacity: 0.6
			},
			{ title: { ar: 'خدمات', en: 'Public services' }, fill: 'token:zone-public', fillOpacity: 0.35 }
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: false,
		order: 5,
		search: { weight: 0.3 }
	},
	{
		...land,
		id: 'parcels',
		group: 'planning',
		title: { ar: 'قطع الأراضي', en: 'Parcels' },
		relation: 'parcels',
		// Whoever applies finds the plot they plan on.
		readers: [...STAFF_ROLES, 'applicant_engineer', 'citizen'],
		fields: [
			...NAMES,
			kindField({ ar: 'الاستعمال', en: 'Use' }, LAND_USES),
			prop('parcel_no', 'text', 'رقم القطعة', 'Parcel number', { tileFrom: 16 }),
			prop('block_no', 'text', 'رقم الحوض', 'Block number'),
			prop('area_m2', 'number', 'المساحة (م²)', 'Area (m²)')
		],
		label: { fields: { ar: 'parcel_no', en: 'parcel_no' }, minZoom: 17 },
		style: [
			{
				title: { ar: 'قطعة أرض', en: 'Parcel' },
				stroke: 'token:parcel',
				width: [
					[14, 0.4],
					[17, 1]
				],
				minZoom: 14
			}
		],
		tiles: { minZoom: 10, maxZoom: 17, detailZoom: 14, low: 'grid' },
		visible: true,
		order: 6,
		search: { weight: 0.5 }
	},
	{
		...land,
		id: 'constraints',
		group: 'planning',
		title: { ar: 'قيود البناء', en: 'Building constraints' },
		relation: 'constraints',
		fields: [
			...NAMES,
			kindField({ ar: 'القيد', en: 'Constraint' }, CONSTRAINT_KINDS),
			prop('agency', 'text', 'الجهة المختصة', 'Agency (Arabic)'),
			prop('agency_en', 'text', 'الجهة بالإنجليزية', 'Agency'),
			prop('article_ar', 'text', 'السند', 'Article (Arabic)'),
			prop('article_en', 'text', 'السند بالإنجليزية', 'Article'),
			prop('max_height_m', 'number', 'أقصى ارتفاع (م)', 'Maximum height (m)'),
			prop('unverified', 'boolean', 'لم يُراجع', 'Unverified')
		],
		style: [
			{
				title: { ar: 'حرم آثار أو مبنى مسجل', en: 'Antiquities or listed building' },
				when: { field: 'kind', in: ['antiquities', 'listed_building'] },
				fill: 'token:sand',
				fillOpacity: 0.18,
				stroke: 'token:sand',
				width: 1.6,
				pattern: 'hatch'
			},
			{
				title: { ar: 'منافع النيل والترع والشاطئ', en: 'Banks of the Nile, canals, the shore' },
				when: { field: 'kind', in: ['nile_bank', 'canal_bank', 'irrigation', 'shore'] },
				fill: 'token:net-water',
				fillOpacity: 0.1,
				stroke: 'token:net-water',
				width: 1.4,
				dash: [6, 4]
			},
			{
				title: { ar: 'قيد ارتفاع', en: 'Ceiling' },
				when: { field: 'kind', in: ['military_height', 'aviation_height'] },
				fill: 'token:zone-industrial',
				fillOpacity: 0.12,
				stroke: 'token:zone-industrial',
				width: 1.4,
				dash: [2, 4],
				pattern: 'dots'
			},
			{
				title: { ar: 'الحيز العمراني', en: 'Urban cordon' },
				when: { field: 'kind', in: ['cordon'] },
				stroke: 'token:service',
				width: 2.4,
				dash: [10, 5]
			},
			{
				title: { ar: 'قيد آخر', en: 'Other constraint' },
				fill: 'token:slate',
				fillOpacity: 0.1,
				stroke: 'token:slate',
				width: 1.2
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: false,
		order: 9,
		search: { weight: 0.3 }
	},
	{
		...land,
		id: 'violations',
		group: 'planning',
		title: { ar: 'المخالفات', en: 'Violations' },
		relation: 'violations',
		writers: ['admin', 'head_of_engineering'],
		fields: [
			...NAMES,
			kindField({ ar: 'المخالفة', en: 'Violation' }, VIOLATION_KINDS),
			prop('parcel', 'text', 'قطعة الأرض', 'Parcel'),
			prop('on', 'date', 'تاريخها', 'Date'),
			prop('state', 'text', 'الحالة', 'State', { tileFrom: 0, values: VIOLATION_STATES })
		],
		style: [
			{
				title: { ar: 'مخالفة منتهية', en: 'Closed violation' },
				when: { field: 'state', in: ['closed'] },
				stroke: 'token:slate',
				width: 1.2,
				dash: [3, 3]
			},
			{
				title: { ar: 'مخالفة قائمة', en: 'Open violation' },
				fill: 'token:clash',
				fillOpacity: 0.2,
				stroke: 'token:clash',
				width: 1.6,
				pattern: 'hatch'
			}
		],
		tiles: { minZoom: 12, maxZoom: 17, detailZoom: 12, low: 'none' },
		visible: false,
		order: 33
	},
	{
		...land,
		id: 'buildings',
		group: 'planning',
		title: { ar: 'المباني', en: 'Buildings' },
		relation: 'buildings',
		readers: 'public',
		fields: [
			// Thousands in one tile, and none is named on the map: names only where a person may look for one.
			...NAMES.map((field) => ({ ...field, tileFrom: 16 })),
			kindField({ ar: 'الاستعمال', en: 'Use' }, BUILDING_KINDS, 15),
			prop('floors', 'integer', 'عدد الأدوار', 'Floors', { tileFrom: 16 })
		],
		style: [
			{
				title: { ar: 'مبنى', en: 'Building' },
				fill: 'token:building',
				stroke: 'token:building-line',
				width: 0.6
			}
		],
		tiles: { minZoom: 8, maxZoom: 17, detailZoom: 14, low: 'grid' },
		visible: true,
		order: 8,
		search: { weight: 0.4 }
	},
	{
		...land,
		id: 'right_of_way',
		group: 'planning',
		title: { ar: 'حرم الطريق', en: 'Right of way' },
		relation: 'right_of_way',
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }),
			prop('width_m', 'number', 'العرض (م)', 'Width (m)')
		],
		style: [
			{
				title: { ar: 'حرم الطريق', en: 'Right of way' },
				stroke: 'token:boundary',
				width: 0.8,
				dash: [4, 3],
				minZoom: 15
			}
		],
		tiles: { minZoom: 14, maxZoom: 17, detailZoom: 14, low: 'none' },
		visible: false,
		order: 7
	},
	{
		...land,
		id: 'street_sections',
		group: 'planning',
		geometry: 'line',
		title: { ar: 'قطاعات الشوارع', en: 'Street sections' },
		relation: 'street_sections',
		fields: [
			...NAMES,
			kindField({ ar: 'الدرجة', en: 'Class' }, STREET_KINDS),
			prop('width_m', 'number', 'عرض القطاع (م)', 'Section width (m)'),
			prop('surface', 'text', 'السطح', 'Surface', { values: SURFACES }),
			prop('grade', 'text', 'درجة الرصف', 'Paving grade'),
			prop('street_source_id', 'text', 'الشارع', 'Street')
		],
		style: [
			{ title: { ar: 'قطاع شارع', en: 'Street section' }, stroke: 'token:slate', width: 1.4, minZoom: 14 }
		],
		tiles: { minZoom: 13, maxZoom: 17, detailZoom: 13, low: 'none' },
		visible: false,
		order: 16
	},
	{
		...land,
		id: 'paving',
		group: 'work',
		title: { ar: 'رصف محمي', en: 'Protected paving' },
		relation: 'paving',
		writers: ['admin', 'planner', 'coordinator'],
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }, PAVING_KINDS),
			prop('paved_on', 'date', 'تاريخ الرصف', 'Paved on'),
			prop('protected_until', 'date', 'محمي حتى', 'Protected until')
		],
		style: [
			{
				title: { ar: 'رصف محمي', en: 'Protected paving' },
				fill: 'token:paving',
				fillOpacity: 0.35,
				stroke: 'token:paving',
				width: 1,
				pattern: 'hatch'
			}
		],
		tiles: { minZoom: 12, maxZoom: 17, detailZoom: 12, low: 'none' },
		visible: true,
		order: 30
	},
	{
		...land,
		id: 'events',
		group: 'work',
		title: { ar: 'فعاليات ومناطق حظر', en: 'Events and embargoes' },
		relation: 'events',
		writers: ['admin', 'planner', 'coordinator'],
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }),
			prop('starts_on', 'date', 'البداية', 'Start'),
			prop('ends_on', 'date', 'النهاية', 'End')
		],
		style: [
			{
				title: { ar: 'فعالية أو منطقة حظر', en: 'Event or embargo' },
				fill: 'token:dig',
				fillOpacity: 0.12,
				stroke: 'token:dig',
				width: 1.2,
				dash: [2, 3]
			}
		],
		tiles: { minZoom: 10, maxZoom: 17, detailZoom: 10, low: 'none' },
		visible: true,
		order: 31
	}
];
