import type { Bilingual, ColorRef, LayerDef, LayerField } from '#lib/kernel/layer.ts';
import { kindField, LABELS, NAMES, prop } from './fields.ts';
import { HEALTH_KINDS, PLACE_KINDS, SCHOOL_KINDS } from './kinds.ts';

function service(
	id: string,
	title: Bilingual,
	letter: Bilingual,
	color: ColorRef,
	extra: readonly LayerField[],
	more: Partial<LayerDef> = {}
): LayerDef {
	return {
		id,
		group: 'services',
		title,
		geometry: 'point',
		relation: id,
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [...NAMES, kindField({ ar: 'النوع', en: 'Kind' }, kinds[id]), ...extra],
		label: { fields: LABELS, minZoom: 15 },
		style: [
			{
				title,
				shape: 'letter',
				letter,
				radius: 8,
				fill: color,
				stroke: 'token:halo',
				width: 1.5,
				minZoom: 12
			}
		],
		tiles: { minZoom: 9, maxZoom: 17, detailZoom: 12, low: 'grid' },
		visible: true,
		order: 62,
		search: { weight: 0.9 },
		...more
	};
}

const kinds: Record<string, LayerField['values']> = {
	schools: SCHOOL_KINDS,
	hospitals: HEALTH_KINDS,
	depots: PLACE_KINDS,
	demand: { residents: { ar: 'سكان', en: 'Residents' } }
};

/** Where services stand and whom they serve. */
export const SERVICES: readonly LayerDef[] = [
	service('schools', { ar: 'المدارس', en: 'Schools' }, { ar: 'م', en: 'S' }, 'token:school', [
		prop('shifts', 'integer', 'عدد الفترات', 'Shifts'),
		prop('pupils', 'integer', 'عدد التلاميذ', 'Pupils')
	]),
	service('hospitals', { ar: 'المستشفيات', en: 'Hospitals' }, { ar: 'س', en: 'H' }, 'token:hospital', [
		prop('beds', 'integer', 'عدد الأسرّة', 'Beds')
	]),
	service('depots', { ar: 'جراجات الحملة', en: 'Fleet depots' }, { ar: 'ج', en: 'D' }, 'token:slate', [], {
		readers: 'staff',
		visible: false
	}),
	service(
		'demand',
		{ ar: 'نقاط السكان', en: 'Population points' },
		{ ar: 'ن', en: 'P' },
		'token:sand',
		[prop('population', 'integer', 'عدد السكان', 'Population', { tileFrom: 12 })],
		{
			readers: 'staff',
			visible: false,
			label: undefined,
			search: undefined,
			style: [
				{
					title: { ar: 'سكان', en: 'Population' },
					shape: 'circle',
					radius: 3,
					fill: 'token:sand',
					fillOpacity: 0.8,
					minZoom: 12
				}
			]
		}
	)
];
