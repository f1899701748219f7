import type { MapLayer, MapTime } from '../types.ts';

/** How a layer is drawn while a day is shown. Null: all times at once; undefined: its tiles as they are. */
export function timeOf(def: MapLayer, time: MapTime | null): MapTime | null | undefined {
	if (time?.layer === def.id) return time;
	const { heat, days } = def;
	if (!heat && !(time && days)) return undefined;
	if (!time || !days) return null;
	const on = days.on && time.on && { ...days.on, until: time.on.until };
	const { day, until } = time;
	return {
		layer: def.id,
		day,
		...(until ? { until } : {}),
		from: days.from,
		to: days.to,
		...(on ? { on } : {})
	};
}
