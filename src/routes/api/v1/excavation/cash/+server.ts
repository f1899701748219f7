import { cashDesk } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'What waits at the cash desk: accounts that are not paid, and the receipts of today',
		access: 'Cashiers, coordinators, the governor, auditors.'
	}
};

export const GET = endpoint(async ({ locals }) => Response.json(await cashDesk(locals.ctx)));
