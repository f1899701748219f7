import { Problem } from '#lib/kernel/api-client.ts';

/** The building of a DXF as the server reads it, in EPSG:22992. @throws Problem */
export async function readDrawing(file: File): Promise<unknown> {
	const form = new FormData();
	form.set('file', file);
	const response = await fetch('/api/v1/permits/drawings', { method: 'POST', body: form }).catch(() => {
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body['footprint'] ?? null;
}
