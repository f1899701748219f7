import type { LayerDef, SymbolRule } from '#lib/kernel/layer.ts';
import { DIG_READERS } from '#lib/kernel/roles.ts';
import { column, NAMES, prop } from './fields.ts';

const DIG_STATES = {
	planned: { ar: 'مخطط', en: 'Planned' },
	submitted: { ar: 'قيد التنسيق', en: 'Under coordination' },
	granted: { ar: 'مرخص', en: 'Permitted' },
	running: { ar: 'قيد التنفيذ', en: 'Running' },
	finished: { ar: 'منتهٍ', en: 'Finished' },
	restored: { ar: 'أُعيد الشيء لأصله', en: 'Restored' },
	closed: { ar: 'مغلق', en: 'Closed' },
	refused: { ar: 'مرفوض', en: 'Refused' },
	cancelled: { ar: 'ملغى', en: 'Cancelled' }
};

const TRAFFIC = {
	none: { ar: 'لا أثر', en: 'None' },
	parking: { ar: 'منع الانتظار', en: 'No parking' },
	narrowed: { ar: 'تضييق الطريق', en: 'Road narrowed' },
	lane_closed: { ar: 'إغلاق حارة', en: 'Lane closed' },
	closed: { ar: 'إغلاق الطريق', en: 'Road closed' }
};

const NUISANCE = {
	much: { ar: 'إزعاج كبير (من 3.5)', en: 'Much (from 3.5)' },
	some: { ar: 'إزعاج متوسط (من 2)', en: 'Some (from 2)' },
	little: { ar: 'إزعاج قليل', en: 'Little' }
};

/** From this zoom of a tile on it carries texts of each work; of a whole city only what the slider and the style need. */
const NAMED_FROM = 13;
const FIBRE_STAGES = {
	none: { ar: 'لم يبدأ', en: 'Not begun' },
	survey: { ar: 'رفع ومعاينة', en: 'Survey' },
	civil: { ar: 'أعمال مدنية', en: 'Civil works' },
	cable: { ar: 'مد الكابل', en: 'Cable' },
	splice: { ar: 'لحام وتوصيل', en: 'Splicing' },
	migrate: { ar: 'نقل المشتركين', en: 'Migration' },
	copper_off: { ar: 'إيقاف النحاس', en: 'Copper off' }
};

/** What people do on the ground. These tables belong to their modules; the map reads the published views. */
export const WORK: readonly LayerDef[] = [
	{
		id: 'digs',
		group: 'work',
		title: { ar: 'أعمال الحفر', en: 'Digs' },
		geometry: 'line',
		relation: 'map_digs',
		afar: { below: NAMED_FROM, relation: 'dig_afar' },
		importable: false,
		readers: DIG_READERS,
		writers: [],
		fields: [
			{
				name: 'reference',
				column: 'source_id',
				type: 'text',
				title: { ar: 'رقم الملف', en: 'Reference' },
				tileFrom: NAMED_FROM
			},
			...NAMES.map((name) => ({ ...name, tileFrom: NAMED_FROM })),
			{
				name: 'kind',
				column: 'kind',
				type: 'text',
				title: { ar: 'الحالة', en: 'State' },
				values: DIG_STATES,
				tileFrom: 0
			},
			column('promoter_ar', 'text', 'الجهة', 'Promoter (Arabic)', { tileFrom: NAMED_FROM }),
			column('promoter_en', 'text', 'الجهة بالإنجليزية', 'Promoter', { tileFrom: NAMED_FROM }),
			column('starts_on', 'date', 'البداية', 'Start', { tileFrom: 0 }),
			column('ends_on', 'date', 'النهاية', 'End', { tileFrom: 0 }),
			column('nuisance', 'number', 'مؤشر الإزعاج', 'Nuisance index', { tileFrom: 0 }),
			prop('width_m', 'number', 'العرض (م)', 'Width (m)'),
			prop('length_m', 'number', 'الطول (م)', 'Length (m)')
		],
		label: { fields: { ar: 'reference', en: 'reference' }, minZoom: 16 },
		style: [
			{
				title: { ar: 'مخطط أو قيد التنسيق', en: 'Planned or under coordination' },
				when: { field: 'kind', in: ['planned', 'submitted'] },
				stroke: 'token:dig',
				width: [
					[12, 2.5],
					[16, 5]
				],
				dash: [8, 5],
				casing: 'token:dig-halo',
				casingWidth: 4
			},
			{
				title: { ar: 'منتهٍ', en: 'Finished' },
				when: { field: 'kind', in: ['finished', 'restored', 'closed', 'refused', 'cancelled'] },
				stroke: 'token:dig',
				strokeOpacity: 0.35,
				width: [
					[12, 2],
					[16, 4]
				]
			},
			{
				title: { ar: 'مرخص أو قيد التنفيذ', en: 'Permitted or running' },
				stroke: 'token:dig',
				width: [
					[12, 2.5],
					[16, 5]
				],
				casing: 'token:dig-halo',
				casingWidth: 4
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: true,
		order: 80,
		search: { weight: 1.1 }
	},
	{
		id: 'public_works',
		group: 'work',
		title: { ar: 'أعمال الحفر المعلنة', en: 'Published works' },
		geometry: 'line',
		relation: 'public_works',
		importable: false,
		readers: 'public',
		writers: [],
		fields: [
			{
				name: 'reference',
				column: 'source_id',
				type: 'text',
				title: { ar: 'رقم الملف', en: 'Reference' },
				tileFrom: 14
			},
			...NAMES.map((name) => ({ ...name, tileFrom: 16 })),
			{
				name: 'kind',
				column: 'kind',
				type: 'text',
				title: { ar: 'الحالة', en: 'State' },
				values: DIG_STATES,
				tileFrom: 0
			},
			prop('promoter_ar', 'text', 'الجهة', 'Promoter (Arabic)'),
			prop('promoter_en', 'text', 'الجهة بالإنجليزية', 'Promoter'),
			column('starts_on', 'date', 'البداية', 'Start', { tileFrom: 0 }),
			column('ends_on', 'date', 'النهاية', 'End', { tileFrom: 0 }),
			column('traffic_effect', 'text', 'أثر المرور', 'Effect on traffic', { tileFrom: 0, values: TRAFFIC })
		],
		style: [
			{
				title: { ar: 'إغلاق الطريق أو حارة منه', en: 'Road or lane closed' },
				when: { field: 'traffic_effect', in: ['closed', 'lane_closed'] },
				stroke: 'token:clash',
				width: [
					[11, 2.5],
					[16, 6]
				],
				casing: 'token:dig-halo',
				casingWidth: 4
			},
			{
				title: { ar: 'أعمال لا تغلق الطريق', en: 'Works that close no lane' },
				stroke: 'token:dig',
				width: [
					[11, 2.5],
					[16, 5]
				],
				casing: 'token:dig-halo',
				casingWidth: 4
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: false,
		order: 79
	},
	{
		id: 'fibre_areas',
		group: 'work',
		title: { ar: 'مناطق الألياف (حدود)', en: 'Fibre areas (outlines)' },
		geometry: 'polygon',
		relation: 'fibre_areas',
		importable: true,
		readers: DIG_READERS,
		writers: ['admin', 'utility_planner', 'coordinator'],
		fields: [
			...NAMES,
			prop('homes', 'integer', 'وحدات سكنية', 'Homes passed'),
			prop('unit', 'text', 'كود الشركة', 'Code of the company'),
			...Object.entries(FIBRE_STAGES)
				.filter(([stage]) => stage !== 'none')
				.flatMap(([stage, title]) => [
					prop(`${stage}_planned`, 'date', `${title.ar}: مخطط`, `${title.en}: planned`),
					prop(`${stage}_done`, 'date', `${title.ar}: منفذ`, `${title.en}: done`)
				])
		],
		style: [
			{
				title: { ar: 'منطقة ألياف', en: 'Fibre area' },
				stroke: 'token:net-telecom',
				width: 1.5,
				dash: [6, 4]
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: false,
		order: 31
	},
	{
		id: 'fibre_progress',
		group: 'work',
		title: { ar: 'التحول إلى الألياف', en: 'Copper to fibre' },
		geometry: 'polygon',
		relation: 'map_fibre_progress',
		importable: false,
		readers: DIG_READERS,
		writers: [],
		fields: [
			...NAMES,
			{
				name: 'kind',
				column: 'kind',
				type: 'text',
				title: { ar: 'آخر مرحلة تمت', en: 'Last stage done' },
				values: FIBRE_STAGES,
				tileFrom: 0
			},
			prop('homes', 'integer', 'وحدات سكنية', 'Homes passed'),
			prop('reached_on', 'date', 'تاريخها', 'Done on'),
			prop('due', 'text', 'المستحقة بالخطة', 'Due by plan', { values: FIBRE_STAGES }),
			prop('standing', 'text', 'الموقف', 'Standing', { tileFrom: 0, identify: false })
		],
		label: { fields: { ar: 'name_ar', en: 'name_en' }, minZoom: 14 },
		style: (
			[
				['none', 'token:slate', 0.1],
				['survey', 'token:sand', 0.25],
				['civil', 'token:dig', 0.3],
				['cable', 'token:net-telecom', 0.25],
				['splice', 'token:net-telecom', 0.45],
				['migrate', 'token:permit', 0.35],
				['copper_off', 'token:service', 0.5]
			] as const
		).flatMap(([stage, colour, fillOpacity]): SymbolRule[] => [
			// Filled by what is done, ringed in red where the plan is ahead of it.
			{
				title: {
					ar: `${FIBRE_STAGES[stage].ar}، متأخرة عن الخطة`,
					en: `${FIBRE_STAGES[stage].en}, behind its plan`
				},
				when: { field: 'standing', in: [`${stage} late`] },
				fill: colour,
				fillOpacity,
				stroke: 'token:clash',
				width: 3
			},
			{
				title: FIBRE_STAGES[stage],
				when: { field: 'kind', in: [stage] },
				fill: colour,
				fillOpacity,
				stroke: colour,
				width: 1.6
			}
		]),
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: false,
		order: 32
	},
	{
		id: 'dig_nuisance',
		group: 'work',
		title: { ar: 'إزعاج أعمال الحفر', en: 'Nuisance of digs' },
		geometry: 'line',
		relation: 'map_dig_nuisance',
		afar: { below: NAMED_FROM, relation: 'map_dig_nuisance_afar' },
		importable: false,
		readers: DIG_READERS,
		writers: [],
		fields: [
			...NAMES.map((name) => ({ ...name, tileFrom: NAMED_FROM })),
			{
				name: 'kind',
				column: 'kind',
				type: 'text',
				title: { ar: 'الدرجة', en: 'Degree' },
				values: NUISANCE,
				tileFrom: 0
			},
			column('nuisance', 'number', 'مؤشر الإزعاج', 'Nuisance index', { tileFrom: 0 }),
			column('starts_on', 'date', 'البداية', 'Start', { tileFrom: 0 }),
			column('ends_on', 'date', 'النهاية', 'End', { tileFrom: 0 }),
			column('state', 'text', 'الحالة', 'State', { tileFrom: 0, values: DIG_STATES })
		],
		heat: {
			field: 'nuisance',
			most: 5
		},
		days: { from: 'starts_on', to: 'ends_on', on: { field: 'state', in: ['running'] } },
		style: (
			[
				['much', 'token:clash'],
				['some', 'token:dig'],
				['little', 'token:sand']
			] as const
		).map(([degree, stroke]) => ({
			title: NUISANCE[degree],
			when: { field: 'kind', in: [degree] },
			stroke,
			strokeOpacity: 0.4,
			width: [
				[9, 5],
				[13, 14],
				[16, 34]
			] as const
		})),
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: false,
		order: 78
	},
	{
		id: 'dig_detours',
		group: 'work',
		title: { ar: 'التحويلات المرورية', en: 'Detours' },
		geometry: 'line',
		relation: 'map_dig_detours',
		importable: false,
		readers: DIG_READERS,
		writers: [],
		fields: [
			...NAMES.map((name) => ({ ...name, tileFrom: NAMED_FROM })),
			{
				name: 'kind',
				column: 'kind',
				type: 'text',
				title: { ar: 'حالة العمل', en: 'State of the work' },
				values: DIG_STATES,
				tileFrom: 0
			},
			column('reference', 'text', 'رقم الملف', 'Reference', { tileFrom: NAMED_FROM }),
			column('starts_on', 'date', 'البداية', 'Start', { tileFrom: 0 }),
			column('ends_on', 'date', 'النهاية', 'End', { tileFrom: 0 }),
			prop('length_m', 'number', 'الطول (م)', 'Length (m)')
		],
		label: { fields: { ar: 'reference', en: 'reference' }, minZoom: 16, alongLine: true },
		style: [
			{
				title: { ar: 'تحويلة مرورية', en: 'Detour' },
				stroke: 'token:school',
				width: [
					[11, 1.2],
					[16, 3]
				],
				dash: [6, 6],
				casing: 'token:halo',
				casingWidth: 1
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: true,
		order: 79
	},
	{
		id: 'dig_clashes',
		group: 'work',
		title: { ar: 'التعارضات', en: 'Clashes' },
		geometry: 'polygon',
		relation: 'map_dig_clashes',
		importable: false,
		readers: DIG_READERS,
		writers: [],
		fields: [
			...NAMES,
			{ name: 'kind', column: 'kind', type: 'text', title: { ar: 'القاعدة', en: 'Rule' }, tileFrom: 0 },
			prop('severity', 'text', 'الدرجة', 'Severity', {
				tileFrom: 0,
				values: { block: { ar: 'مانع', en: 'Blocking' }, warn: { ar: 'تنبيه', en: 'Warning' } }
			}),
			prop('days', 'integer', 'أيام التداخل', 'Days of overlap'),
			prop('from_on', 'date', 'من', 'From', { tileFrom: 0 }),
			prop('to_on', 'date', 'إلى', 'To', { tileFrom: 0 })
		],
		days: { from: 'from_on', to: 'to_on' },
		style: [
			{
				title: { ar: 'تعارض', en: 'Clash' },
				fill: 'token:clash',
				fillOpacity: 0.28,
				stroke: 'token:clash',
				width: 1.6,
				pattern: 'hatch'
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: true,
		order: 85
	}
];
