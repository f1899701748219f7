import { SendReport } from '#lib/modules/excavation/rules/index.ts';
import { sendReport } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Report an open trench; answers with the work it belongs to, or none',
		access: 'Everybody, ten times an hour.',
		body: SendReport,
		status: 201
	}
};

export const POST: RequestHandler = endpoint(async ({ request, locals, getClientAddress }) =>
	Response.json(await sendReport(locals.ctx, await readJson(request), { ip: getClientAddress() }), {
		status: 201
	})
);
