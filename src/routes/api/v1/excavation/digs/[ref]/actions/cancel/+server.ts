import { CancelDig } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { cancelDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Cancel a dig, with a reason; it leaves the clash set at once',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: CancelDig
	}
};

export const POST: RequestHandler = actionEndpoint(cancelDig);
