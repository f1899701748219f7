import { ZodError } from 'zod';
import { publishedPermits, registerChoices } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = ['q', 'kind', 'state', 'district', 'year'];

export const load = page(async ({ locals: { ctx }, url, depends }: PageServerLoadEvent) => {
	depends('permits:register');
	const asked = [...url.searchParams].filter(([name, value]) => NAMES.includes(name) && value !== '');
	const part = await publishedPermits(ctx, Object.fromEntries(asked)).catch((error: unknown) => {
		// An address that somebody shortened or typed: nothing is found by it.
		if (error instanceof ZodError) return { items: [], total: 0, more_than_total: false, next_cursor: null };
		throw error;
	});
	const search = new URLSearchParams(asked).toString();
	return { list: { part, choices: await registerChoices(ctx), search } };
});
