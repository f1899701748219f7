import type { LayerDef } from '#lib/kernel/layer.ts';
import { kindField, LABELS, NAMES, prop } from './fields.ts';
import { AREA_KINDS } from './kinds.ts';

function area(
	id: string,
	ar: string,
	en: string,
	order: number,
	zooms: { from: number; label: number },
	width: number
): LayerDef {
	return {
		id,
		group: 'administrative',
		title: { ar, en },
		geometry: 'polygon',
		relation: id,
		importable: true,
		readers: 'public',
		writers: ['admin', 'planner'],
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }, AREA_KINDS),
			prop('pcode', 'text', 'الكود', 'Code', { tileFrom: 10 }),
			prop('population', 'integer', 'عدد السكان', 'Population')
		],
		label: { fields: LABELS, minZoom: zooms.label },
		style: [
			{ title: { ar: `حدود ${ar}`, en: `${en} boundary` }, stroke: 'token:boundary', width, dash: [6, 4] }
		],
		tiles: { minZoom: zooms.from, maxZoom: 15, detailZoom: zooms.from, low: 'none' },
		visible: true,
		order,
		search: { weight: 0.8 }
	};
}

/** Boundaries of the administration, from the governorate down to the village. */
export const ADMINISTRATIVE: readonly LayerDef[] = [
	area('governorates', 'المحافظات', 'Governorates', 22, { from: 4, label: 7 }, 2),
	area('districts', 'الأحياء والأقسام', 'Districts', 21, { from: 7, label: 11 }, 1.4),
	{ ...area('villages', 'الشياخات والقرى', 'Villages', 20, { from: 10, label: 13 }, 1), visible: false }
];
