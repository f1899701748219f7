import { arNorm } from '#lib/kernel/arabic.ts';
import type { LayerMeaning, LayerRole } from './types.ts';

/** A name as it was typed: `\U+0627` resolved, without marks that turn text round, or control characters. */
export function layerName(raw: string): string {
	return raw
		.replace(/\\U\+([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
		.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '') // eslint-disable-line no-control-regex
		.trim();
}

/** What a layer means by the names of the eDCR or in Arabic; null for a layer that means nothing to a plan. */
export function meaningOf(name: string): LayerMeaning | null {
	const plain = arNorm(name).replace(/[\s\-_]+/g, '_');
	for (const { pattern, role } of NAMES) {
		const match = pattern.exec(plain);
		if (!match) continue;
		const { block, level, side } = match.groups ?? {};
		const number = (text: string | undefined) => (text === undefined ? null : Number(text));
		return { role, block: number(block), level: number(level), side: side ?? null };
	}
	return null;
}

const NAMES: readonly { pattern: RegExp; role: LayerRole }[] = [
	{ role: 'parcel', pattern: /^plot_boundary$/ },
	{ role: 'footprint', pattern: /^blk_(?<block>\d{1,3})_lvl_(?<level>\d{1,3})_bldg_foot_?print$/ },
	{ role: 'floor', pattern: /^blk_(?<block>\d{1,3})_flr_(?<level>-?\d{1,3})_blt_up_area$/ },
	{
		role: 'yard',
		pattern: /^blk_(?<block>\d{1,3})_lvl_(?<level>\d{1,3})_(?<side>front|rear|side)_yard\d?$/
	},
	{ role: 'light_well', pattern: /^(light_well|ventilation_shaft)(_\d{1,3})?$/ },
	{ role: 'building_line', pattern: /^building_line(_\d{1,3})?$/ },
	{ role: 'info', pattern: /^plan_info$/ },
	{ role: 'control', pattern: /^control(_points?)?$/ },
	...arabic('parcel', 'حد_الأرض', 'حدود_الأرض', 'حد_القطعة'),
	...arabic('footprint', 'مسقط_المبنى', 'حد_المبنى'),
	...arabic('light_well', 'منور', 'المنور', 'مناور'),
	...arabic('building_line', 'خط_التنظيم', 'خط_البناء'),
	...arabic('info', 'بيانات_الرسم', 'بيانات_المشروع'),
	...arabic('control', 'نقاط_التحكم', 'نقط_التحكم', 'نقاط_الربط')
];

/** Egyptians write a name in several ways; a number may follow it. */
function arabic(role: LayerRole, ...names: string[]) {
	return names.map((name) => ({ role, pattern: new RegExp(`^${arNorm(name)}(_\\d{1,3})?$`) }));
}
