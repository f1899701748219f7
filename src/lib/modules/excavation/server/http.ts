import type { RequestEvent } from '@sveltejs/kit';
import { isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { endpoint, problemResponse, readJson } from '#lib/server/http/endpoint.ts';
import { idempotencyKey, requireVersion, versionTag } from '#lib/server/http/preconditions.ts';
import type { Once } from '#lib/server/idempotency.ts';
import type { Dig } from '../rules/index.ts';
import type { ChangeOptions } from './change.ts';
import { getDig } from './queries.ts';

/** A dig as an answer, with its version as ETag. */
export function digResponse({ answer, repeated }: Once<Dig>, status = 200): Response {
	const headers: Record<string, string> = {
		etag: versionTag(answer.version),
		'cache-control': 'private, no-cache'
	};
	if (status === 201) headers.location = `/api/v1/excavation/digs/${answer.reference}`;
	if (repeated) headers['idempotent-replayed'] = 'true';
	return Response.json(answer, { status, headers });
}

/**
 * Answers a change of the dig named in the path. A writer who comes second gets the record as it stands now
 * (`current`) beside the problem, to compare with what they wrote.
 */
export async function answerChange(
	event: RequestEvent<{ ref: string }>,
	change: (reference: string, options: ChangeOptions) => Promise<Once<Dig>>
): Promise<Response> {
	const { ref } = event.params;
	try {
		const version = requireVersion(event.request);
		return digResponse(await change(ref, { version, key: idempotencyKey(event.request) }));
	} catch (thrown) {
		if (!isDomainError(thrown) || thrown.code !== 'version_conflict') throw thrown;
		const problem = problemResponse(thrown, event);
		const current = await getDig(event.locals.ctx, ref);
		const body = { ...((await problem.json()) as object), current };
		return new Response(JSON.stringify(body), { status: problem.status, headers: problem.headers });
	}
}

type Verb = (ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) => Promise<Once<Dig>>;

/** An endpoint that takes one action on the dig named in the path. */
export function actionEndpoint(verb: Verb) {
	return endpoint(async (event: RequestEvent<{ ref: string }>) => {
		const body = await readJson(event.request, 2_000_000);
		return answerChange(event, (ref, options) => verb(event.locals.ctx, ref, body, options));
	});
}

/** What every action on a dig is sent with. */
export const ACTION_HEADERS = {
	'If-Match': 'The version that was read, required',
	'Idempotency-Key': 'As for registering'
};
