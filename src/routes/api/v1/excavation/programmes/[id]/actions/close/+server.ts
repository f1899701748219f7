import { closeCall } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	POST: { summary: 'Close a call for programmes: nobody is waited for any more', access: 'Coordinators.' }
};

export const POST = endpoint(async ({ params, locals }: RequestEvent) =>
	Response.json(await closeCall(locals.ctx, params.id))
);
