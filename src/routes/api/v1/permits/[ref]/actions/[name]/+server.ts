import { z } from 'zod';
import { ACTION_INPUTS } from '#lib/modules/permits/rules/index.ts';
import { permitResponse } from '#lib/modules/permits/server/http.ts';
import { actOnPermit } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';
import { idempotencyKey, requireVersion } from '#lib/server/http/preconditions.ts';

const names = Object.keys(ACTION_INPUTS).join(', ');

export const _docs: Docs = {
	POST: {
		summary: `Take a step: ${names}; where it drew up an account, \`due\` says what is to be paid now`,
		access: 'Whoever holds the duty the step asks for and has no other one in this permit.',
		headers: {
			...SENDER_HEADER,
			'If-Match': 'The version that was read; without it the state alone decides',
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: z.union(Object.values<z.ZodType>(ACTION_INPUTS))
	}
};

export const POST = endpoint(async ({ request, params, locals }) => {
	demandSender(request, locals.ctx.actor);
	const options = {
		key: idempotencyKey(request),
		version: request.headers.has('if-match') ? requireVersion(request) : undefined
	};
	const body = await readJson(request, 2_000_000);
	return permitResponse(await actOnPermit(locals.ctx, params.ref ?? '', params.name ?? '', body, options));
});
