import { AskArea } from '#lib/modules/excavation/rules/index.ts';
import { askArea } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary:
			'Follow the works of an area by e-mail; a link to confirm is sent, in the language of the request',
		access: 'Everybody, ten times an hour; the answer does not tell whether an address is known.',
		body: AskArea,
		status: 202
	}
};

export const POST: RequestHandler = endpoint(async ({ request, locals, getClientAddress }) =>
	Response.json(await askArea(locals.ctx, await readJson(request), { ip: getClientAddress() }), {
		status: 202
	})
);
