import { AskHours } from '#lib/modules/excavation/rules/index.ts';
import { allowedWindows } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'When works may be done at a place: hours by day with the reason of each closed stretch',
		access: 'Staff concerned with digs. Saves nothing.',
		body: AskHours
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await allowedWindows(locals.ctx, await readJson(request, 2_000_000)))
);
