import { keepDigFile } from '#lib/modules/excavation/server/index.ts';
import { readBytes } from '#lib/server/files/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Keep a photo or plan (JPEG, PNG, WebP or PDF by its content, at most 10 MB); the same twice is kept once',
		access: 'Planners, coordinators, heads of engineering, inspectors, traffic police.',
		headers: SENDER_HEADER,
		status: 201
	}
};

export const POST = endpoint(async ({ request, locals }) => {
	demandSender(request, locals.ctx.actor);
	return Response.json(await keepDigFile(locals.ctx, await readBytes(request)), { status: 201 });
});
