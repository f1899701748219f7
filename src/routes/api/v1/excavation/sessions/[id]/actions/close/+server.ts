import { CloseSession } from '#lib/modules/excavation/rules/index.ts';
import { closeSession } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Close a session when every item is decided; its minutes stand from then on',
		access: 'Coordinators.',
		body: CloseSession
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await closeSession(locals.ctx, params.id, await readJson(request)))
);
