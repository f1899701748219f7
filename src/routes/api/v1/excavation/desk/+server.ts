import { DeskQuery } from '#lib/modules/excavation/rules/index.ts';
import { deskOf } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What waits for the caller: approvals, returned and late works, files of emergencies, silence; what of the ' +
			'own waits for others',
		access: 'Staff concerned with digs; each sees their own.',
		query: DeskQuery
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await deskOf(locals.ctx, queryOf(url, DeskQuery)))
);
