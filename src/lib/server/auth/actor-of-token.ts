import { sql } from 'kysely';
import { KEEP } from '../db/statements.ts';
import type { Platform } from '../platform.ts';
import { ANONYMOUS, type Actor } from '../policy/index.ts';
import { actorOfApiKey } from './api-key.ts';
import { loadActor } from './load-actor.ts';
import { idleSince } from './session.ts';
import { hashToken } from './token.ts';
import { trustedLook } from './trusted.ts';

/**
 * Who holds this session's token, as of now: the public when it is unknown, revoked, idle too long, or its
 * person's account is closed. A bearer key in the Authorization header stands before the cookie.
 * @throws DomainError `not_signed_in` for a bearer key that is not (any more) good: a machine must notice.
 */
export async function actorOfToken(
	platform: Platform,
	token: string | undefined,
	{ authorization }: { authorization?: string | null } = {}
): Promise<Actor> {
	const bearer = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
	if (bearer) return actorOfApiKey(platform, bearer);
	if (!token || token.length > 100) return ANONYMOUS;
	const now = platform.now();
	return trustedLook(platform, async (db) => {
		const { rows } = await sql<{
			id: string;
			person_id: string;
			method: string;
			last_seen_at: Date;
			must_change: boolean | null;
		}>`${KEEP}select s.id, s.person_id, s.method, s.last_seen_at, c.must_change
			from auth.session s left join auth.credential c on c.person_id = s.person_id
			where s.token_hash = ${hashToken(token)} and s.revoked_at is null and s.expires_at > ${now}::timestamptz
				and s.last_seen_at > ${idleSince(now)}::timestamptz`.execute(db);
		const [session] = rows;
		if (!session) return ANONYMOUS;
		const person = await loadActor(db, session.person_id, now);
		if (!person) return ANONYMOUS;
		// Once a minute is enough to know that somebody is there.
		if (session.last_seen_at.getTime() < now.getTime() - 60_000)
			await sql`update auth.session set last_seen_at = ${now} where id = ${session.id}`.execute(db);
		const actor: Actor = { ...person, sessionId: session.id };
		if (!session.must_change || session.method === 'oidc') return actor;
		// With a password that somebody else knows, one can do nothing but change it.
		return { ...actor, assignments: [], mustChangePassword: true };
	});
}
