import { CheckDig } from '#lib/modules/excavation/rules/index.ts';
import { checkDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'What a trench would meet: verdict, clashes with the shared piece, first free start, streets',
		access: 'Staff concerned with digs. Saves nothing.',
		body: CheckDig
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await checkDig(locals.ctx, await readJson(request, 2_000_000)))
);
