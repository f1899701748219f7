import { planPeriod } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(({ locals }: PageServerLoadEvent) => ({ period: planPeriod(locals.ctx) }));
