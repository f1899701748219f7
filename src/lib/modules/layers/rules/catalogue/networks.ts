import type { ColorRef, LayerDef } from '#lib/kernel/layer.ts';
import type { Role } from '#lib/kernel/roles.ts';
import { kindField, NAMES, prop } from './fields.ts';
import { NETWORK_KINDS } from './kinds.ts';

/** Buried networks are shown to those who dig, coordinate, plan or inspect; never to the public. */
const READERS: readonly Role[] = [
	'utility_planner',
	'coordinator',
	'reviewer',
	'head_of_engineering',
	'authority',
	'inspector',
	'planner',
	'unit_head',
	'governor',
	'auditor',
	'admin'
];

function network(id: string, ar: string, en: string, color: ColorRef, dash?: readonly number[]): LayerDef {
	return {
		id: `utilities_${id}`,
		group: 'networks',
		title: { ar, en },
		geometry: 'line',
		relation: `utilities_${id}`,
		importable: true,
		readers: READERS,
		writers: ['admin', 'utility_planner', 'coordinator'],
		fields: [
			...NAMES,
			kindField({ ar: 'النوع', en: 'Kind' }, NETWORK_KINDS),
			prop('diameter_mm', 'number', 'القطر (مم)', 'Diameter (mm)', { tileFrom: 15 }),
			prop('material', 'text', 'المادة', 'Material'),
			prop('depth_m', 'number', 'العمق (م)', 'Depth (m)'),
			prop('laid_year', 'integer', 'سنة الإنشاء', 'Year laid')
		],
		style: [
			{
				title: { ar, en },
				stroke: color,
				width: [
					[13, 0.8],
					[16, 1.6],
					[18, 2.4]
				],
				dash
			}
		],
		tiles: { minZoom: 13, maxZoom: 17, detailZoom: 13, low: 'none' },
		visible: false,
		order: 25
	};
}

export const NETWORKS: readonly LayerDef[] = [
	network('water', 'شبكة مياه الشرب', 'Water network', 'token:net-water'),
	network('sewage', 'شبكة الصرف الصحي', 'Sewage network', 'token:net-sewage', [8, 3]),
	network('gas', 'شبكة الغاز', 'Gas network', 'token:net-gas', [2, 3]),
	network('power', 'شبكة الكهرباء', 'Power network', 'token:net-power', [8, 3, 2, 3]),
	network('telecom', 'شبكة الاتصالات', 'Telecom network', 'token:net-telecom', [5, 5])
];
