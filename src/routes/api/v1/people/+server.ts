import { ListPeople } from '#lib/modules/people/rules/index.ts';
import { listPeople, personJson } from '#lib/modules/people/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'People with the roles they hold today, a page at a time',
		access: 'Administrator, auditor, personnel officer.',
		query: ListPeople
	}
};

export const GET = endpoint(async ({ locals, url }: RequestEvent) => {
	const { people, next } = await listPeople(locals.ctx, queryOf(url, ListPeople));
	return Response.json({ items: people.map(personJson), next_cursor: next });
});
