import { permitRecord } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What belongs to a case: its licence and every case that hangs from it, and of this one its inspections, as-built overlays (EPSG:22992) or violation',
		access: 'Those who may read the case.'
	}
};

export const GET = endpoint(async ({ params, locals }) => {
	const { linked, execution, completion, violation } = await permitRecord(locals.ctx, params.ref ?? '');
	return Response.json({ linked, execution, completion, violation });
});
