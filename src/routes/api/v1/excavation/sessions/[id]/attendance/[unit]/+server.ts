import { NoteAttendance } from '#lib/modules/excavation/rules/index.ts';
import { noteAttendance } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: {
		summary: 'Note whether a company came to a session, and by whom',
		access: 'Coordinators.',
		body: NoteAttendance
	}
};

export const PUT: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await noteAttendance(locals.ctx, params.id, params.unit, await readJson(request)))
);
