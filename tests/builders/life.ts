import type { Dig } from '#lib/modules/excavation/rules/index.ts';
import { approveDig, submitDig } from '#lib/modules/excavation/server/index.ts';
import type { Platform } from '#lib/server/platform.ts';
import { aHolder, type Holder } from './planners.ts';

/** Those who approve a work, as persons. */
export interface Office {
	district: Holder;
	centre: Holder;
	traffic: Holder;
}

export async function anOffice(p: Platform, now: () => Date): Promise<Office> {
	return {
		district: await aHolder(p, 'east', { role: 'head_of_engineering', now }),
		centre: await aHolder(p, 'centre', { role: 'coordinator', now }),
		traffic: await aHolder(p, 'traffic', { role: 'traffic_police', now })
	};
}

/** Walks a planned work that leaves traffic alone to its permit. */
export async function granted(planner: Holder, office: Office, dig: Dig): Promise<Dig> {
	const submitted = (await submitDig(planner.ctx, dig.reference, {}, dig)).answer;
	const one = (await approveDig(office.district.ctx, dig.reference, {}, submitted)).answer;
	return (await approveDig(office.centre.ctx, dig.reference, {}, one)).answer;
}
