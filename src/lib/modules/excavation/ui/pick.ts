import type { IdentifyHit, MapPick } from '#lib/map/types.ts';

/** The reference of the dig under the pointer, or null. */
export async function referenceAt({ at, zoom, tolerance }: MapPick): Promise<string | null> {
	const where = new URLSearchParams({
		x: String(at[0]),
		y: String(at[1]),
		z: String(zoom),
		layers: 'digs',
		tolerance: String(tolerance)
	});
	const found = await fetch(`/api/v1/identify?${where}`).catch(() => null);
	if (!found?.ok) return null;
	const { hits } = (await found.json()) as { hits: IdentifyHit[] };
	if (!hits[0]) return null;
	const record = await fetch(`/api/v1/layers/digs/features/${hits[0].id}`).catch(() => null);
	if (!record?.ok) return null;
	return ((await record.json()) as { sourceId?: string }).sourceId ?? null;
}
