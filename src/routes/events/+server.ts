import { EventsQuery, readableLayer } from '#lib/modules/layers/server/index.ts';
import { followedPermit } from '#lib/modules/permits/server/index.ts';
import { SESSION_COOKIE, sessionActors } from '#lib/server/auth/index.ts';
import { changeStream } from '#lib/server/events/change-stream.ts';
import { onStop } from '#lib/server/events/stopping.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { RequestEvent } from './$types';

const HEARTBEAT_MS = 20_000;

/** Changes in the layers a client is looking at, and news of one case, as server-sent events. Every layer is checked, now and later. */
export const GET = endpoint(async ({ locals, url, request, cookies }: RequestEvent) => {
	const { ctx } = locals;
	const { layers, permit } = EventsQuery.parse(Object.fromEntries(url.searchParams));
	const wanted = layers.map((id) => readableLayer(ctx, id));
	const record = permit === undefined ? undefined : await followedPermit(ctx, permit);
	const actors = sessionActors(ctx.platform);
	const token = cookies.get(SESSION_COOKIE);
	const authorization = request.headers.get('authorization') ?? undefined;

	const stream = changeStream({
		feed: ctx.platform.feed,
		layers: wanted.map((l) => l.id),
		record,
		resuming: request.headers.has('last-event-id') || url.searchParams.has('resume'),
		heartbeatMs: HEARTBEAT_MS,
		onTrust: (listener) => actors.onChange(listener),
		async mayStay() {
			const actor = await actors.of(token, authorization);
			if (ctx.actor.kind === 'person' && actor.personId !== ctx.actor.personId) return false;
			return wanted.every((layer) => can(actor, 'layer:read', layer));
		},
		onStop
	});
	return new Response(stream, {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'private, no-store',
			'x-accel-buffering': 'no'
		}
	});
});
