import { versionTag } from '#lib/server/http/preconditions.ts';
import type { Once } from '#lib/server/idempotency.ts';
import type { PermitCase } from '../rules/index.ts';

/** A permit as an answer, with its version as ETag. */
export function permitResponse({ answer, repeated }: Once<PermitCase>, status = 200): Response {
	const headers: Record<string, string> = {
		etag: versionTag(answer.version),
		'cache-control': 'private, no-cache'
	};
	if (status === 201) headers.location = `/api/v1/permits/${answer.reference}`;
	if (repeated) headers['idempotent-replayed'] = 'true';
	return Response.json(answer, { status, headers });
}
