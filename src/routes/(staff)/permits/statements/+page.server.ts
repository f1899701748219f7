import { listStatements } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = ['q', 'status'];

export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => ({
	list: await listStatements(
		ctx,
		Object.fromEntries([...url.searchParams].filter(([name]) => NAMES.includes(name)))
	)
}));
