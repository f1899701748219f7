import { permitResponse } from '#lib/modules/permits/server/http.ts';
import { getPermit } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'One permit: state, holder, both clocks, plot (EPSG:22992), what the asker may do',
		access: 'Officers of its department, those with a duty in it, agencies asked, its applicant.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	permitResponse({ answer: await getPermit(locals.ctx, params.ref ?? ''), repeated: false })
);
