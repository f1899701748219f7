import { RevokeCertificate } from '#lib/modules/permits/rules/index.ts';
import { revokeCertificate } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Take a certificate back, for good; licences and refusals stand and fall with their case',
		access: 'Head of engineering and authority of the department that issued it.',
		body: RevokeCertificate
	}
};

export const POST: RequestHandler = endpoint(async ({ params, request, locals }) =>
	Response.json(await revokeCertificate(locals.ctx, params.number, await readJson(request)))
);
