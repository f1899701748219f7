import type { LayerDef } from '#lib/kernel/layer.ts';
import { kindField, LABELS, NAMES, prop } from './fields.ts';
import { ROUTE_KINDS, STOP_KINDS } from './kinds.ts';

const OSM = '© OpenStreetMap contributors';
const WRITERS: LayerDef['writers'] = ['admin', 'planner', 'transport_regulator'];

/** What people ride in the streets. Rule C5 reads both. */
export const TRANSIT: readonly LayerDef[] = [
	{
		id: 'bus_routes',
		group: 'services',
		title: { ar: 'خطوط النقل العام', en: 'Transit lines' },
		geometry: 'line',
		relation: 'bus_routes',
		importable: true,
		readers: 'public',
		writers: WRITERS,
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }, ROUTE_KINDS),
			prop('ref', 'text', 'رقم الخط', 'Line number', { tileFrom: 12 }),
			prop('operator', 'text', 'المشغّل', 'Operator'),
			prop('from', 'text', 'من', 'From'),
			prop('to', 'text', 'إلى', 'To')
		],
		label: { fields: { ar: 'ref', en: 'ref' }, minZoom: 14, alongLine: true },
		style: [
			{
				title: { ar: 'خط نقل عام', en: 'Bus or tram line' },
				stroke: 'token:slate',
				strokeOpacity: 0.6,
				width: [
					[11, 0.8],
					[15, 1.8],
					[18, 3]
				],
				dash: [10, 3]
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: true,
		order: 26,
		search: { weight: 0.8 },
		attribution: OSM
	},
	{
		id: 'bus_stops',
		group: 'services',
		title: { ar: 'محطات النقل العام', en: 'Transit stops' },
		geometry: 'point',
		relation: 'bus_stops',
		importable: true,
		readers: 'public',
		writers: WRITERS,
		fields: [...NAMES, kindField({ ar: 'النوع', en: 'Kind' }, STOP_KINDS)],
		label: { fields: LABELS, minZoom: 17 },
		style: [
			{
				title: { ar: 'محطة', en: 'Stop' },
				shape: 'square',
				radius: 4,
				fill: 'token:slate',
				stroke: 'token:halo',
				width: 1.5,
				minZoom: 14
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 14, low: 'none' },
		visible: true,
		order: 61,
		search: { weight: 0.7 },
		attribution: OSM
	}
];
