import { z } from 'zod';
import { NOTE_INPUTS } from '#lib/modules/permits/rules/index.ts';
import { actOnNote } from '#lib/modules/permits/server/index.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';

export const _docs: Docs = {
	POST: {
		summary: `Answer a note, or settle it: ${Object.keys(NOTE_INPUTS).join(', ')}`,
		access: 'As for writing notes; a note is settled by its writer or by the second officer.',
		headers: {
			...SENDER_HEADER,
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: z.union(Object.values<z.ZodType>(NOTE_INPUTS))
	}
};

export const POST = endpoint(async ({ request, params, locals }) => {
	demandSender(request, locals.ctx.actor);
	const key = idempotencyKey(request);
	const { ref = '', n = '', name = '' } = params;
	if (!/^\d{1,4}$/.test(n)) throw new DomainError('not_found');
	const given = { n: Number(n), action: name, input: await readJson(request, 20_000) };
	const { answer, repeated } = await actOnNote(locals.ctx, ref, given, { key });
	return Response.json(answer, { headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
