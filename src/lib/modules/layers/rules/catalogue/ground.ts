import type { LayerDef } from '#lib/kernel/layer.ts';
import { kindField, LABELS, NAMES, prop, ROAD_GRADES, STREET_KINDS, SURFACES } from './fields.ts';
import { PLACE_KINDS, WATERWAY_KINDS } from './kinds.ts';

const OSM = '© OpenStreetMap contributors';

const main = ['motorway', 'motorway_link', 'trunk', 'trunk_link', 'primary', 'primary_link'];
const middle = [...main, 'secondary', 'secondary_link'];
const paths = ['pedestrian', 'footway', 'path', 'steps', 'track', 'cycleway'];

/** What everything else lies on. Public: it is what a citizen sees of the map as well. */
export const GROUND: readonly LayerDef[] = [
	{
		id: 'land',
		group: 'base',
		title: { ar: 'اليابسة والمياه', en: 'Land and water' },
		geometry: 'polygon',
		relation: 'land',
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [
			...NAMES,
			kindField(
				{ ar: 'النوع', en: 'Kind' },
				{
					land: { ar: 'يابسة', en: 'Land' },
					water: { ar: 'مياه', en: 'Water' },
					sea: { ar: 'بحر', en: 'Sea' },
					green: { ar: 'حدائق', en: 'Green' }
				}
			)
		],
		style: [
			{
				title: { ar: 'مياه', en: 'Water' },
				when: { field: 'kind', in: ['water', 'sea', 'lake', 'canal'] },
				fill: 'token:sea'
			},
			{
				title: { ar: 'حدائق', en: 'Green' },
				when: { field: 'kind', in: ['green', 'park'] },
				fill: 'token:green'
			},
			{ title: { ar: 'يابسة', en: 'Land' }, fill: 'token:land' }
		],
		tiles: { minZoom: 4, maxZoom: 17, detailZoom: 4, low: 'none' },
		visible: true,
		order: 0
	},
	{
		id: 'waterways',
		group: 'base',
		title: { ar: 'الترع والمصارف', en: 'Canals and drains' },
		geometry: 'line',
		relation: 'waterways',
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [...NAMES, kindField({ ar: 'النوع', en: 'Kind' }, WATERWAY_KINDS)],
		style: [
			{
				title: { ar: 'ترعة أو مصرف', en: 'Canal or drain' },
				stroke: 'token:sea-line',
				width: [
					[10, 0.8],
					[14, 2],
					[17, 5]
				]
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: true,
		order: 4,
		search: { weight: 0.6 },
		attribution: OSM
	},
	{
		id: 'streets',
		group: 'base',
		title: { ar: 'الشوارع', en: 'Streets' },
		geometry: 'line',
		relation: 'streets',
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [
			...NAMES,
			kindField({ ar: 'الدرجة', en: 'Class' }, STREET_KINDS),
			prop('oneway', 'text', 'اتجاه واحد', 'One way'),
			prop('surface', 'text', 'السطح', 'Surface', { values: SURFACES }),
			prop('lanes', 'text', 'الحارات', 'Lanes'),
			prop('maxspeed', 'text', 'السرعة القصوى', 'Speed limit'),
			prop('alt_name', 'text', 'اسم آخر', 'Other name'),
			prop('grade', 'text', 'درجة الطريق بالسجل', 'Grade in the register of roads', { values: ROAD_GRADES }),
			prop('aadt', 'integer', 'المركبات في اليوم', 'Vehicles a day'),
			prop('bus_rush_hour', 'integer', 'حافلات ساعة الذروة', 'Buses in the rush hour')
		],
		label: { fields: LABELS, minZoom: 14, alongLine: true },
		style: [
			{
				title: { ar: 'طريق رئيسي', en: 'Main road' },
				when: { field: 'kind', in: main },
				stroke: 'token:road-main',
				casing: 'token:road-casing',
				casingWidth: 1.2,
				width: [
					[8, 0.8],
					[12, 2.4],
					[15, 8],
					[17, 16],
					[19, 30]
				]
			},
			{
				title: { ar: 'شارع ثانوي', en: 'Secondary street' },
				when: { field: 'kind', in: ['secondary', 'secondary_link', 'tertiary', 'tertiary_link'] },
				stroke: 'token:road',
				casing: 'token:road-casing',
				casingWidth: 1,
				width: [
					[10, 0.6],
					[13, 2],
					[15, 6],
					[17, 12],
					[19, 24]
				]
			},
			{
				title: { ar: 'ممر مشاة', en: 'Footway' },
				when: { field: 'kind', in: paths },
				minZoom: 15,
				stroke: 'token:road-casing',
				dash: [3, 3],
				width: 1
			},
			{
				title: { ar: 'شارع محلي', en: 'Local street' },
				stroke: 'token:road',
				casing: 'token:road-casing',
				casingWidth: 0.8,
				width: [
					[12, 0.6],
					[14, 1.6],
					[15, 3],
					[17, 8],
					[19, 18]
				]
			}
		],
		tiles: {
			minZoom: 6,
			maxZoom: 17,
			detailZoom: 14,
			low: {
				kindsByZoom: [
					[6, main],
					[11, middle],
					[12, [...middle, 'tertiary', 'tertiary_link']],
					[13, [...middle, 'tertiary', 'tertiary_link', 'residential', 'unclassified', 'living_street']]
				]
			}
		},
		visible: true,
		order: 10,
		search: { weight: 1 },
		attribution: OSM
	},
	{
		id: 'railways',
		group: 'base',
		title: { ar: 'السكة الحديد والترام', en: 'Railway and tram' },
		geometry: 'line',
		relation: 'railways',
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [...NAMES, kindField({ ar: 'النوع', en: 'Kind' }, WATERWAY_KINDS)],
		style: [
			{
				title: { ar: 'خط حديدي', en: 'Rail line' },
				stroke: 'token:rail-line',
				casing: 'token:rail-casing',
				casingWidth: 1,
				width: [
					[10, 0.8],
					[15, 2],
					[18, 3]
				],
				dash: [6, 5]
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 9, low: 'none' },
		visible: true,
		order: 14,
		attribution: OSM
	},
	{
		id: 'places',
		group: 'services',
		title: { ar: 'الأماكن والمعالم', en: 'Places' },
		geometry: 'point',
		relation: 'places',
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }, PLACE_KINDS),
			prop('address', 'text', 'العنوان', 'Address')
		],
		label: { fields: LABELS, minZoom: 16 },
		style: [
			{
				title: { ar: 'مكان', en: 'Place' },
				shape: 'circle',
				radius: 3.5,
				fill: 'token:place',
				stroke: 'token:halo',
				width: 1.2,
				minZoom: 13
			}
		],
		tiles: { minZoom: 8, maxZoom: 17, detailZoom: 13, low: 'grid' },
		visible: true,
		order: 60,
		search: { weight: 0.9 },
		attribution: OSM
	}
];
