import { SetDisciplines } from '#lib/modules/permits/rules/index.ts';
import { disciplinesOf, setDisciplines } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'What a reviewer has learned; none: they are drawn for every kind of work',
		access: 'Administrator, auditor, heads of engineering.'
	},
	PUT: {
		summary: 'Say what a reviewer of the own department has learned: the draw goes by it from now on',
		access: 'Administrator; heads of engineering of their own department. Nobody for themselves.',
		body: SetDisciplines
	}
};

export const GET = endpoint(async ({ params, locals }: RequestEvent) =>
	Response.json({ disciplines: await disciplinesOf(locals.ctx, params.username) })
);

export const PUT = endpoint(async ({ params, request, locals }: RequestEvent) =>
	Response.json({ disciplines: await setDisciplines(locals.ctx, params.username, await readJson(request)) })
);
