import { redirect } from '@sveltejs/kit';
import { me } from '#lib/modules/people/server/index.ts';
import type { LayoutServerLoad } from './$types';

/** Only for who is signed in; with a first password only the account. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
	const { ctx } = locals;
	if (ctx.actor.kind !== 'person')
		redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
	if (ctx.actor.mustChangePassword && url.pathname !== '/account') redirect(303, '/account');
	return { me: await me(ctx) };
};
