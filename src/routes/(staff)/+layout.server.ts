import { redirect } from '@sveltejs/kit';
import { openAlarms } from '#lib/modules/permits/server/index.ts';
import { me } from '#lib/modules/people/server/index.ts';
import { can } from '#lib/server/policy/index.ts';
import type { LayoutServerLoad } from './$types';

/** Only for who is signed in; with a first password only the account. */
export const load: LayoutServerLoad = async ({ locals, url, depends }) => {
	depends('permits:alarms');
	const { ctx } = locals;
	if (ctx.actor.kind !== 'person')
		redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
	if (ctx.actor.mustChangePassword && url.pathname !== '/account') redirect(303, '/account');
	return {
		me: await me(ctx),
		/** How many terms of the law run out before this person has said what is done about them. */
		alarms: can(ctx.actor, 'permit:alarms') ? (await openAlarms(ctx)).length : 0
	};
};
