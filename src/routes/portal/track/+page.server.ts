import { redirect } from '@sveltejs/kit';
import { TRACK_COOKIE, trackByPhone, trackCookie } from '#lib/modules/permits/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
	signedIn: locals.ctx.actor.kind === 'person',
	reference: (url.searchParams.get('reference') ?? '').slice(0, 60)
});

/** What was proved is kept in a cookie for an hour, so that the address holds nothing but the reference. */
export const actions: Actions = {
	default: (event) =>
		formAction(event, 'track', async (input) => {
			const { locals, cookies, url } = event;
			const asked = { reference: input['reference'] ?? '', phone_last4: input['phone_last4'] ?? '' };
			const { permit, ticket } = await trackByPhone(locals.ctx, asked, { ip: event.getClientAddress() });
			cookies.set(TRACK_COOKIE, ticket, trackCookie(url));
			redirect(303, `/portal/track/${permit.reference}`);
		})
};
