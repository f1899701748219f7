import { redirect } from '@sveltejs/kit';
import { listDigs } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can, rolesOf } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

const CITIZENS: readonly string[] = ['citizen', 'applicant_engineer'];

/** The workspace: the map, where the person has work open on the ground already there; of whoever applies, their files. */
export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => {
	const roles = rolesOf(ctx.actor);
	if (roles.length > 0 && roles.every((role) => CITIZENS.includes(role))) redirect(307, '/portal');
	const mine = can(ctx.actor, 'dig:register')
		? await listDigs(ctx, { mine: '1', state: 'planned', limit: '50' })
		: { items: [] };
	const boxes = mine.items.map((dig) => dig.bbox);
	if (boxes.length === 0) redirect(307, '/map');
	const around = [
		Math.min(...boxes.map((b) => b[0])),
		Math.min(...boxes.map((b) => b[1])),
		Math.max(...boxes.map((b) => b[2])),
		Math.max(...boxes.map((b) => b[3]))
	];
	redirect(307, `/map?at=${around.map((degrees) => degrees.toFixed(5)).join(',')}`);
});
