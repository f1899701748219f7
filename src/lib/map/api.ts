import type { FeatureRecord, IdentifyHit, SearchHit } from '#lib/kernel/map-contract.ts';
import type { Box, FeatureRef, MapPick } from './types.ts';

/** The server refused or failed; `detail` is in the reader's language, `reference` can be quoted. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string;
	readonly reference: string | undefined;

	constructor(status: number, problem: { code?: string; detail?: string; reference?: string }) {
		super(problem.detail ?? `HTTP ${status}`);
		this.status = status;
		this.code = problem.code ?? 'internal';
		this.reference = problem.reference;
	}
}

export function fetchRecord({ layer, id }: FeatureRef, signal?: AbortSignal): Promise<FeatureRecord> {
	return get(`/api/v1/layers/${encodeURIComponent(layer)}/features/${encodeURIComponent(id)}`, {}, signal);
}

/** What is at the picked place, of the layers drawn there. */
export async function fetchHits(pick: MapPick, signal?: AbortSignal): Promise<IdentifyHit[]> {
	if (!pick.layers.length) return [];
	const { hits } = await get<{ hits: IdentifyHit[] }>(
		'/api/v1/identify',
		{
			x: pick.at[0].toFixed(7),
			y: pick.at[1].toFixed(7),
			z: pick.zoom.toFixed(2),
			tolerance: String(pick.tolerance),
			layers: pick.layers.join(',')
		},
		signal
	);
	return hits;
}

export async function fetchSearch(
	query: string,
	{ near, limit = 12, signal }: { near?: Box; limit?: number; signal?: AbortSignal }
): Promise<SearchHit[]> {
	const wanted: Record<string, string> = { q: query, limit: String(limit) };
	if (near) wanted.bbox = near.map((v) => v.toFixed(5)).join(',');
	const { hits } = await get<{ hits: SearchHit[] }>('/api/v1/search', wanted, signal);
	return hits;
}

async function get<T>(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<T> {
	const search = new URLSearchParams(query).toString();
	const response = await fetch(search ? `${path}?${search}` : path, { signal });
	if (response.ok) return (await response.json()) as T;
	throw new ApiError(response.status, await response.json().catch(() => ({})));
}
