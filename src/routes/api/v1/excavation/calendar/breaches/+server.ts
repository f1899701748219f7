import { calendarBreaches } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Granted and running digs that the calendar, a protected pavement or an event no longer allows as they are',
		access: 'Staff concerned with digs.'
	}
};

export const GET = endpoint(async ({ locals }) =>
	Response.json({ items: await calendarBreaches(locals.ctx) })
);
