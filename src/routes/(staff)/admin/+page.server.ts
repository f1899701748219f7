import { redirect } from '@sveltejs/kit';
import { demand } from '#lib/server/policy/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(({ locals }: PageServerLoadEvent) => {
	demand(locals.ctx, 'people:read');
	redirect(307, '/admin/people');
});
