import { RegisterFeedQuery } from '#lib/modules/permits/rules/index.ts';
import { registerFeed } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

/** BLDS 1.2, for everybody: the register of building permits. */
export const GET: RequestHandler = endpoint(({ url, locals: { ctx }, request }) =>
	registerFeed(ctx, 'permits.csv', queryOf(url, RegisterFeedQuery), {
		origin: ctx.platform.config.ORIGIN ?? url.origin,
		ifNoneMatch: request.headers.get('if-none-match')
	})
);
