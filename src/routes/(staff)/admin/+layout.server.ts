import { can } from '#lib/server/policy/index.ts';
import type { LayoutServerLoad } from './$types';

/** What of the administration this person may open; each page asks again for itself. */
export const load: LayoutServerLoad = ({ locals: { ctx } }) => ({
	admin: {
		people: can(ctx.actor, 'people:read'),
		manage: can(ctx.actor, 'people:manage'),
		contact: can(ctx.actor, 'contact:edit'),
		sessions: can(ctx.actor, 'session:read'),
		audit: can(ctx.actor, 'audit:read'),
		mail: can(ctx.actor, 'mail:read')
	}
});
