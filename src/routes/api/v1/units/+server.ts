import { listUnits, unitJson } from '#lib/modules/people/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The tree of units, parents before their children',
		access: 'Anybody signed in. `path` holds the ids from the root to the unit.'
	}
};

export const GET = endpoint(async ({ locals }: RequestEvent) =>
	Response.json({ items: (await listUnits(locals.ctx)).map(unitJson), next_cursor: null })
);
