import { readInspectionPhoto } from '#lib/modules/permits/server/index.ts';
import { fileResponse } from '#lib/server/files/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'A photo of an inspection of this site, by its SHA-256',
		access: 'Those who may read the case.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	fileResponse(await readInspectionPhoto(locals.ctx, params.ref ?? '', params.sha ?? ''))
);
