import { toLatinDigits } from '#lib/kernel/bidi.ts';
import { layerName } from './layers.ts';
import type { Plan } from './types.ts';

const KEYS = 500;
const LONG = 200;

/** `KEY=VALUE` lines of the texts of a plan; a key that comes twice keeps its first value and is told. */
export function planInfo(texts: readonly string[]): { info: Record<string, string>; twice: string[] } {
	const info = new Map<string, string>();
	const twice = new Set<string>();
	for (const line of texts.flatMap((t) => t.split(/[\r\n]+/))) {
		const at = line.indexOf('=');
		const key = layerName(line.slice(0, Math.max(0, at)))
			.toUpperCase()
			.replace(/\s+/g, '_')
			.slice(0, LONG);
		if (at < 1 || !key) continue;
		const value = layerName(line.slice(at + 1)).slice(0, LONG);
		const had = info.get(key);
		if (had !== undefined && had !== value) twice.add(key);
		if (had === undefined && info.size < KEYS) info.set(key, value);
	}
	return { info: Object.fromEntries(info), twice: [...twice] };
}

/** What of it the rules compare: the first of the names that are used for a thing. */
export function declaredOf(info: Record<string, string>): Plan['declared'] {
	const number = (...names: string[]): number | null => {
		for (const name of names) {
			const said = info[name];
			const match =
				said === undefined ? null : /^[0-9]+(?:\.[0-9]+)?/.exec(toLatinDigits(said).replace('٫', '.'));
			const value = match ? Number(match[0]) : NaN;
			if (Number.isFinite(value) && value > 0) return value;
		}
		return null;
	};
	const whole = (value: number | null) => (value !== null && Number.isInteger(value) ? value : null);
	return {
		parcel_m2: number('PLOT_AREA_M2', 'PLOT_AREA', 'مساحة_الأرض', 'مساحة_القطعة'),
		footprint_m2: number(
			'FOOT_PRINT_AREA_M2',
			'FOOTPRINT_AREA',
			'COVERED_AREA_M2',
			'COVERED_AREA',
			'مساحة_المبنى'
		),
		floors: whole(number('FLOORS', 'NO_OF_FLOORS', 'عدد_الأدوار')),
		height_m: number('BLDG_HEIGHT_M', 'BLDG_HEIGHT', 'HEIGHT_M', 'الارتفاع'),
		units: whole(number('UNITS', 'NO_OF_UNITS', 'عدد_الوحدات'))
	};
}
