import { digFees } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary:
			'What a dig pays, in whole piastres: a live quote while it is planned, then the account that was drawn up; receipts, deposit, days past its permitted end',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await digFees(locals.ctx, params.ref))
);
