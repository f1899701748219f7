import { readDigFile } from '#lib/modules/excavation/server/index.ts';
import { fileResponse } from '#lib/server/files/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: { summary: 'A photo or plan by its SHA-256', access: 'Staff concerned with digs.' }
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	fileResponse(await readDigFile(locals.ctx, params.id))
);
