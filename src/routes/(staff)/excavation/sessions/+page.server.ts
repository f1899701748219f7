import { listSessions, sessionPeriod } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => ({
	sessions: await listSessions(ctx),
	period: sessionPeriod(ctx)
}));
