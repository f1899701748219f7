import { metrics } from '#lib/server/metrics/metrics.ts';
import { demand } from '#lib/server/policy/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';

/** Prometheus text, for the operator: a scraper of this machine, or an administrator. */
export const GET = endpoint(async ({ locals, request, getClientAddress }) => {
	// A request that came through a proxy is somebody else's, whatever address it shows.
	const proxied = request.headers.has('x-forwarded-for');
	const local = !proxied && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(getClientAddress());
	if (!local) demand(locals.ctx, 'operation:read');
	const { registry } = metrics();
	return new Response(await registry.metrics(), {
		headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' }
	});
});
