import { fetchHits, fetchRecord } from '#lib/map/api.ts';
import { dayNumber, spellOf } from '#lib/map/time/spell.ts';
import type { MapPick, MapTime } from '#lib/map/types.ts';

/** Hits looked at when only those of some days count. */
const MOST = 5;

/**
 * The reference of the dig under the pointer, or null; also when the server cannot say.
 * @param time while the map shows a day, only the digs of that day count.
 */
export async function referenceAt(pick: MapPick, time: MapTime | null = null): Promise<string | null> {
	try {
		const hits = await fetchHits({ ...pick, layers: ['digs'] });
		for (const hit of hits.slice(0, MOST)) {
			const record = await fetchRecord(hit);
			const value = (name: string) => record.fields.find((f) => f.name === name)?.value;
			if (!time || isOn(time, value)) return record.sourceId;
		}
		return null;
	} catch {
		return null;
	}
}

function isOn(time: MapTime, value: (name: string) => unknown): boolean {
	const [from, to] = spellOf(time, value);
	return from <= dayNumber(time.until ?? time.day) && dayNumber(time.day) <= to;
}
