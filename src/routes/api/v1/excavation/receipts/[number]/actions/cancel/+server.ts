import { CancelReceipt } from '#lib/modules/excavation/rules/index.ts';
import { cancelReceipt } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Cancel a receipt with a reason; its number stays taken',
		access: 'Cashiers.',
		body: CancelReceipt
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await cancelReceipt(locals.ctx, params.number, await readJson(request)))
);
