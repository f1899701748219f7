import { IntakeDrawn, IntakeQuery } from '#lib/modules/permits/rules/index.ts';
import { drawnIntake, plotIntake } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

const access = 'Window clerks, applicant engineers and citizens. Saves nothing; nobody is named.';

export const _docs: Docs = {
	GET: {
		summary:
			'Before anything is asked for on a plot: the department that has its cases, the licences that hold there',
		access,
		query: IntakeQuery
	},
	POST: { summary: 'The same of a plot that was drawn or surveyed', access, body: IntakeDrawn }
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await plotIntake(locals.ctx, Object.fromEntries(url.searchParams)))
);

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await drawnIntake(locals.ctx, await readJson(request, 200_000)))
);
