import { sql, type Transaction } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { writeAudit } from '../audit/write.ts';
import type { Ctx } from '../context.ts';
import type { DB } from '../db/schema.ts';
import type { Platform } from '../platform.ts';
import { demand, type Actor } from '../policy/index.ts';
import { loadActor } from './load-actor.ts';
import { hashToken, newToken } from './token.ts';
import { trusted, trustedLook } from './trusted.ts';

/** A session ends after this long without a request, and after this long in any case. */
export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 8;

export type SessionMethod = 'password' | 'password+totp' | 'oidc';

export interface SessionInfo {
	id: string;
	personId: string;
	username: string;
	nameAr: string;
	nameEn: string;
	method: SessionMethod;
	createdAt: Date;
	lastSeenAt: Date;
	ip: string | null;
	userAgent: string | null;
}

/** Opens a session of a person within a trusted transaction. @returns the token, which is nowhere else. */
export async function openSession(
	db: Transaction<DB>,
	input: {
		personId: string;
		method: SessionMethod;
		ip: string;
		userAgent: string | null;
		now: Date;
		requestId: string;
	}
): Promise<{ token: string; actor: Actor }> {
	const token = newToken();
	const person = await loadActor(db, input.personId, input.now);
	if (!person) throw new DomainError('bad_credentials');
	const { id } = await db
		.insertInto('auth.session')
		.values({
			token_hash: hashToken(token),
			person_id: input.personId,
			method: input.method,
			created_at: input.now,
			last_seen_at: input.now,
			expires_at: new Date(input.now.getTime() + ABSOLUTE_HOURS * 3_600_000),
			ip: input.ip,
			user_agent: input.userAgent?.slice(0, 300) ?? null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const actor: Actor = { ...person, sessionId: id };
	await writeAudit(
		db,
		{ actor, requestId: input.requestId },
		'session.opened',
		{ type: 'person', id: input.personId },
		{ session: id, method: input.method }
	);
	return { token, actor };
}

/** Ends the session of this token, if it is one. */
export async function signOut(
	platform: Platform,
	token: string | undefined,
	{ requestId = '-' } = {}
): Promise<void> {
	if (!token) return;
	await trusted(platform, async (db) => {
		const ended = await db
			.updateTable('auth.session')
			.set({ revoked_at: platform.now() })
			.where('token_hash', '=', hashToken(token))
			.where('revoked_at', 'is', null)
			.returning(['id', 'person_id'])
			.executeTakeFirst();
		if (!ended) return;
		const person = await loadActor(db, ended.person_id, platform.now());
		if (!person) return;
		const actor: Actor = { ...person, sessionId: ended.id };
		await writeAudit(
			db,
			{ actor, requestId },
			'session.closed',
			{ type: 'person', id: ended.person_id },
			{ session: ended.id }
		);
	});
}

/** Ends a person's sessions at once: all, or all but one, or one. @returns how many were open. */
export async function revokeSessions(
	ctx: Ctx,
	personId: string,
	{ except, only }: { except?: string | null; only?: string } = {}
): Promise<number> {
	demand(ctx, 'session:revoke', { personId });
	return trusted(ctx.platform, async (db) => {
		const n = await endSessions(db, personId, ctx.now(), { except, only });
		if (n > 0)
			await writeAudit(db, ctx, 'session.revoked', { type: 'person', id: personId }, { sessions: n });
		return n;
	});
}

/** The part of `revokeSessions` that other changes of trust (a new password) do in their own transaction. */
export async function endSessions(
	db: Transaction<DB>,
	personId: string,
	now: Date,
	{ except, only }: { except?: string | null; only?: string } = {}
): Promise<number> {
	let query = db
		.updateTable('auth.session')
		.set({ revoked_at: now })
		.where('person_id', '=', personId)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now);
	if (except) query = query.where('id', '!=', except);
	if (only) query = query.where('id', '=', only);
	const { numUpdatedRows } = await query.executeTakeFirst();
	return Number(numUpdatedRows);
}

/** The open sessions: the caller's own, or (for who may see them) everybody's; newest first. */
export async function listSessions(ctx: Ctx, { own = true, limit = 200 } = {}): Promise<SessionInfo[]> {
	demand(ctx, own ? 'account:own' : 'session:read');
	const now = ctx.now();
	return trustedLook(ctx.platform, async (db) => {
		let query = db
			.selectFrom('auth.session as s')
			.innerJoin('person as p', 'p.id', 's.person_id')
			.select([
				's.id',
				's.person_id as personId',
				'p.username',
				'p.name_ar as nameAr',
				'p.name_en as nameEn',
				's.method',
				's.created_at as createdAt',
				's.last_seen_at as lastSeenAt',
				's.ip',
				's.user_agent as userAgent'
			])
			.where('s.revoked_at', 'is', null)
			.where('s.expires_at', '>', now)
			.where('s.last_seen_at', '>', idleSince(now))
			.orderBy('s.last_seen_at', 'desc')
			.limit(limit);
		if (own) query = query.where('s.person_id', '=', ctx.actor.personId);
		return (await query.execute()) as SessionInfo[];
	});
}

/** Sessions not seen since then have ended by themselves. */
export function idleSince(now: Date): Date {
	return new Date(now.getTime() - IDLE_MINUTES * 60_000);
}

/** Clears away what is long over; called now and then. */
export async function tidySessions(db: Transaction<DB>, now: Date): Promise<void> {
	await sql`delete from auth.session where expires_at < ${now}::timestamptz - interval '30 days'`.execute(db);
	await sql`delete from auth.rate where expires_at < ${now}`.execute(db);
	await sql`delete from auth.oidc_state where expires_at < ${now}`.execute(db);
}
