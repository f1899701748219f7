import { TrackPermit } from '#lib/modules/permits/rules/index.ts';
import { trackByPhone } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary:
			'Where a permit, or a case that hangs from one, stands: stage, holding unit, clocks, what is awaited, receipts, certificates, who opened the file. Nobody is named',
		access:
			'Everybody who has the reference and the last four digits of a telephone in the case; a wrong reference and wrong digits are refused alike.',
		body: TrackPermit
	}
};

export const POST: RequestHandler = endpoint(async ({ request, locals, getClientAddress }) => {
	const { permit } = await trackByPhone(locals.ctx, await readJson(request, 10_000), {
		ip: getClientAddress()
	});
	return Response.json(permit, { headers: { 'cache-control': 'no-store' } });
});
