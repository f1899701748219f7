import { fetchHits, fetchRecord } from '#lib/map/api.ts';
import type { MapPick } from '#lib/map/types.ts';

/** The reference of the dig under the pointer, or null; also when the server cannot say. */
export async function referenceAt(pick: MapPick): Promise<string | null> {
	try {
		const [hit] = await fetchHits({ ...pick, layers: ['digs'] });
		return hit ? (await fetchRecord(hit)).sourceId : null;
	} catch {
		return null;
	}
}
