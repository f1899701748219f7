import { RegisterFeedQuery } from '#lib/modules/permits/rules/index.ts';
import { registerFeed } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

/** BLDS, for everybody: what happened to the permits of the register, by day. */
export const GET: RequestHandler = endpoint(({ url, locals: { ctx }, request }) =>
	registerFeed(ctx, 'permits-log.csv', queryOf(url, RegisterFeedQuery), {
		origin: ctx.platform.config.ORIGIN ?? url.origin,
		ifNoneMatch: request.headers.get('if-none-match')
	})
);
