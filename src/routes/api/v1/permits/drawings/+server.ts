import { receiveDrawing } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Read a DXF plan (part `file`; part `options`: JSON with controls, crs, on, place): geometry in EPSG:22992, warnings, declared against measured',
		access: 'Staff, and applicant engineers. Saves nothing.',
		bodyTypes: ['multipart/form-data']
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await receiveDrawing(locals.ctx, request))
);
