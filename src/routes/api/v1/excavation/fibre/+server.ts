import { CreateFibreArea, ListFibreAreas } from '#lib/modules/excavation/rules/index.ts';
import { createFibreArea, fibreProgramme } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The programme from copper to fibre: areas, planned against done, totals',
		access: 'Staff concerned with digs.',
		query: ListFibreAreas
	},
	POST: {
		summary: 'Add an area, or a cabinet as a point with the radius it serves',
		access: 'Planners of utilities, coordinators.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: CreateFibreArea,
		status: 201
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await fibreProgramme(locals.ctx, queryOf(url, ListFibreAreas)))
);

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await createFibreArea(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
