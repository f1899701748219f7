import { redirect } from '@sveltejs/kit';
import { me } from '#lib/modules/people/server/index.ts';
import { ownCases } from '#lib/modules/permits/server/index.ts';
import { readForm } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can, hasRole } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

/** The front door of everybody; whoever applies for permits finds their own first. */
export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => {
	if (ctx.actor.mustChangePassword) redirect(303, '/account');
	const applies = hasRole(ctx.actor, 'applicant_engineer', 'citizen');
	return {
		me: await me(ctx),
		mayOpen: can(ctx.actor, 'permit:open'),
		cases: applies ? await ownCases(ctx) : null
	};
});

/** A code that was typed, to the page that tells what it is worth. */
export const actions: Actions = {
	verify: page(async ({ request }: RequestEvent) => {
		const code = String((await readForm(request)).get('code') ?? '')
			.trim()
			.slice(0, 400);
		redirect(303, code ? `/verify/${encodeURIComponent(code)}` : '/portal');
	})
};
