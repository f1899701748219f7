import { SetDetours } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, answerChange } from '#lib/modules/excavation/server/http.ts';
import { rerouteDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: {
		summary: 'Where traffic is led while a dig closes the road: all its detours; none drops them',
		access: 'Its owner and the coordinator.',
		headers: ACTION_HEADERS,
		body: SetDetours
	}
};

export const PUT: RequestHandler = endpoint(async (event) => {
	const body = await readJson(event.request, 2_000_000);
	return answerChange(event, (ref, options) => rerouteDig(event.locals.ctx, ref, body, options));
});
