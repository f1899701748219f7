import { ApiError } from '#lib/map/api.ts';
import type { Box } from '#lib/map/types.ts';
import type { PublishedCard, PublishedWork } from '../../rules/index.ts';

export interface WorksInView {
	items: PublishedWork[];
	total: number;
	today: string;
}

/** The published works of a stretch of days in a part of the map. */
export function worksIn(box: Box, from: string, to: string, signal: AbortSignal): Promise<WorksInView> {
	const bbox = box.map((n) => n.toFixed(5)).join(',');
	return get(`/api/v1/portal/works?${new URLSearchParams({ from, to, bbox })}`, signal);
}

export function cardOf(reference: string, signal: AbortSignal): Promise<PublishedCard> {
	return get(`/api/v1/portal/works/${encodeURIComponent(reference)}`, signal);
}

async function get<T>(path: string, signal: AbortSignal): Promise<T> {
	const response = await fetch(path, { signal });
	if (response.ok) return (await response.json()) as T;
	throw new ApiError(response.status, await response.json().catch(() => ({})));
}

/** Sends something; a refusal says why in the reader's language. */
export async function post<T>(path: string, body: unknown): Promise<T> {
	const response = await fetch(path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	const answer = await response.json().catch(() => ({}));
	if (response.ok) return answer as T;
	throw new ApiError(response.status, answer);
}
