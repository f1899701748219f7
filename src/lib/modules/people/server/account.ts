import { today } from '#lib/kernel/dates.ts';
import { hasSecondFactor, listApiKeys, listSessions } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, SCOPES } from '#lib/server/policy/index.ts';
import { readContact } from './contact.ts';
import { readPreferences } from './persons.ts';
import { myRoles } from './queries.ts';

/** Everything that a person sees about their own account. */
export async function myAccount(ctx: Ctx) {
	const sessions = await listSessions(ctx);
	const { mine, handedOn } = await myRoles(ctx);
	const day = today(ctx.now);
	return {
		username: ctx.actor.username ?? '',
		mustChangePassword: ctx.actor.mustChangePassword === true,
		today: day,
		secondFactor: await hasSecondFactor(ctx.platform, ctx.actor.personId ?? ''),
		contact: await readContact(ctx, ctx.actor.personId ?? ''),
		preferences: await readPreferences(ctx),
		sessions: sessions.map((s) => ({
			id: s.id,
			here: s.id === ctx.actor.sessionId,
			method: s.method,
			createdAt: s.createdAt,
			lastSeenAt: s.lastSeenAt,
			ip: s.ip,
			userAgent: s.userAgent
		})),
		roles: mine.map((r) => ({ ...r, delegable: can(ctx.actor, 'role:delegate', r) })),
		handedOn,
		keys: await listApiKeys(ctx),
		scopes: SCOPES
	};
}

export type MyAccount = Awaited<ReturnType<typeof myAccount>>;
