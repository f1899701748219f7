import { Problem } from '#lib/kernel/api-client.ts';
import type { Drawing } from '../rules/drawing/answer.ts';
import type { Control } from '../rules/drawing/types.ts';

/**
 * A DXF as the server reads it, in EPSG:22992.
 * @param controls typed control points, `survey` in EPSG:22992; none: those of the drawing.
 * @throws Problem
 */
export async function readDrawing(file: File, controls: readonly Control[] = []): Promise<Drawing> {
	const form = new FormData();
	form.set('file', file);
	form.set('options', JSON.stringify({ controls }));
	const response = await fetch('/api/v1/permits/drawings', { method: 'POST', body: form }).catch(() => {
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body as unknown as Drawing;
}
