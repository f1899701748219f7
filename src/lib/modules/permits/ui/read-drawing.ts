import { Problem } from '#lib/kernel/api-client.ts';
import { LEGAL_SRID, type Srid } from '#lib/kernel/crs.ts';
import type { Drawing } from '../rules/drawing/answer.ts';
import type { Control } from '../rules/drawing/types.ts';

interface Laid {
	/** Typed control points, `survey` in EPSG:22992; none: those of the drawing. */
	controls?: readonly Control[];
	/** The system in which the drawing has its own. */
	drawnIn?: Srid;
}

/**
 * A DXF as the server reads it, in EPSG:22992.
 * @throws Problem
 */
export async function readDrawing(
	file: File,
	{ controls = [], drawnIn = LEGAL_SRID }: Laid = {}
): Promise<Drawing> {
	const form = new FormData();
	form.set('file', file);
	form.set('options', JSON.stringify(controls.length ? { controls } : { crs: drawnIn }));
	const response = await fetch('/api/v1/permits/drawings', { method: 'POST', body: form }).catch(() => {
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body as unknown as Drawing;
}
