import { deskOf } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'What waits for the caller: approvals, returned and late works, files of emergencies, silence',
		access: 'Staff; each sees their own.'
	}
};

export const GET = endpoint(async ({ locals }) => Response.json(await deskOf(locals.ctx)));
