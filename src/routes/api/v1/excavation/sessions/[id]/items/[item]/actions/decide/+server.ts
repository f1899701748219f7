import { DecideItem } from '#lib/modules/excavation/rules/index.ts';
import { decideItem } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary:
			'Record what the committee decided on an item, until the session is closed; another decision written meanwhile is told as a conflict',
		access: 'Coordinators.',
		body: DecideItem
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await decideItem(locals.ctx, params.id, params.item, await readJson(request)))
);
