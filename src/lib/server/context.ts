import { sql, type Transaction } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { writeAudit } from './audit/write.ts';
import { KEEP, KEEP_ALL, LATER } from './db/statements.ts';
import type { DB } from './db/schema.ts';
import type { Platform } from './platform.ts';
import { ANONYMOUS, rolesOf, type Actor } from './policy/index.ts';

export type { Locale };

/** One transaction of one actor. Inside it use only `db` of this object: the embedded database has one session. */
export interface Tx {
	db: Transaction<DB>;
	/** Writes the audit entry of this change; fails the transaction when it cannot. */
	audit(
		action: string,
		subject: { type: string; id: string },
		detail?: Record<string, unknown>
	): Promise<void>;
	/** Tells every instance, after commit, that something happened (layers announce themselves). */
	announce(topic: string, keys?: string[], payload?: Record<string, unknown>): Promise<void>;
}

/** Who asks, in which language, at what time, against which database. Services take it as first argument. */
export interface Ctx {
	platform: Platform;
	actor: Actor;
	locale: Locale;
	requestId: string;
	now(): Date;
	/**
	 * Milliseconds that one statement may take while somebody waits for the answer; absent, as long as it needs. The
	 * embedded engine has no clock to interrupt itself: there the size of what is sent bounds the work (`LIMITS`).
	 */
	statementMs?: number | undefined;
	/** Reads as the actor: row-level security applies. */
	read<T>(work: (db: Transaction<DB>) => Promise<T>, how?: How): Promise<T>;
	/**
	 * Reads with every plan made once for any values: for a question that is asked many times a second, whose plans
	 * would be the same whatever the values. Its statements begin with `KEEP`.
	 */
	readKept<T>(work: (db: Transaction<DB>) => Promise<T>): Promise<T>;
	/** Writes as the actor; all or nothing. */
	transaction<T>(work: (tx: Tx) => Promise<T>, how?: How): Promise<T>;
}

/** How a transaction is carried out. */
interface How {
	/** It is done all day long: its statements, whose texts are few, stay prepared on each connection. */
	often?: boolean;
}

export interface CtxOptions {
	actor?: Actor;
	locale?: Locale;
	requestId?: string;
	now?: () => Date;
	statementMs?: number | undefined;
}

/** How long a statement of an interactive request may take. */
export const INTERACTIVE_MS = 15_000;

/** The same for what takes its time: imports, plans. */
export function unhurried(ctx: Ctx): Ctx {
	return ctx.statementMs === undefined ? ctx : makeCtx(ctx.platform, { ...ctx, statementMs: undefined });
}

export function makeCtx(platform: Platform, options: CtxOptions = {}): Ctx {
	const actor = options.actor ?? ANONYMOUS;
	const { statementMs } = options;
	const limit = platform.embedded ? undefined : statementMs;
	const ctx: Ctx = {
		platform,
		actor,
		statementMs,
		locale: options.locale ?? platform.config.DIWAN_LOCALE,
		requestId: options.requestId ?? uuidv7(),
		now: options.now ?? platform.now,
		read: (work, how) => inTransaction(platform, { actor, limit, now: ctx.now(), ...how }, work),
		readKept: (work) =>
			inTransaction(platform, { actor, limit, now: ctx.now(), plans: 'force_generic_plan' }, work),
		async transaction(work, how) {
			const as = { actor, limit, now: ctx.now(), tells: platform.feed.tells, ...how };
			const result = await inTransaction(platform, as, (db) =>
				work({
					db,
					audit: (action, subject, detail) => writeAudit(db, ctx, action, subject, detail),
					announce: async (topic, keys, payload = {}) => {
						await sql`${LATER}insert into change_event (topic, keys, payload)
							values (${topic}, ${keys ?? null}, ${JSON.stringify(payload)})`.execute(db);
					}
				})
			).catch((error: unknown) => keepRefusal(ctx, error));
			platform.feed.poke();
			return result;
		}
	};
	return ctx;
}

interface As {
	actor: Actor;
	/** Milliseconds. */
	limit: number | undefined;
	/** The moment at which they act. */
	now: Date;
	plans?: 'auto' | 'force_generic_plan';
	often?: boolean;
	/** What changes is told to the other instances after the commit: not by it. */
	tells?: boolean;
}

/** @throws DomainError `took_too_long` when a statement took longer than the limit. */
async function inTransaction<T>(
	platform: Platform,
	as: As,
	work: (db: Transaction<DB>) => Promise<T>
): Promise<T> {
	try {
		return await platform.db.transaction().execute(async (db) => {
			await becomeActor(db, as);
			return work(db);
		});
	} catch (error) {
		if (as.limit === undefined || (error as { code?: unknown }).code !== QUERY_CANCELED) throw error;
		throw new DomainError('took_too_long', { params: { seconds: as.limit / 1000 }, cause: error });
	}
}

const QUERY_CANCELED = '57014';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Writes down, in a transaction of its own, that the database refused an actor: a policy, a grant, or a constraint that
 * keeps duties apart (`..._separation`). @throws the error again.
 */
async function keepRefusal(ctx: Ctx, error: unknown): Promise<never> {
	const {
		code,
		constraint = '',
		message
	} = (error ?? {}) as Record<'code' | 'constraint' | 'message', string>;
	if (code === INSUFFICIENT_PRIVILEGE || constraint.endsWith('_separation'))
		await inTransaction(ctx.platform, { actor: ctx.actor, limit: undefined, now: ctx.now() }, (db) =>
			writeAudit(
				db,
				ctx,
				'database.refused',
				{ type: 'database', id: constraint || 'privilege' },
				{ message }
			)
		);
	throw error;
}

/**
 * From here to the end of the transaction the database knows who acts, and when, and denies what the role may not do.
 */
async function becomeActor(
	db: Transaction<DB>,
	{ actor, limit, now, tells = false, often = false, plans = often ? 'force_generic_plan' : 'auto' }: As
): Promise<void> {
	await sql`${LATER}${often ? KEEP_ALL : KEEP}select set_config('diwan.person', ${actor.personId ?? ''}, true),
		set_config('diwan.kind', ${actor.kind}, true),
		set_config('diwan.unit', ${actor.unitId ?? ''}, true),
		set_config('diwan.roles', ${rolesOf(actor).join(',')}, true),
		set_config('diwan.now', ${now.toISOString()}, true), set_config('diwan.tells', ${tells ? 'after' : ''}, true),
		set_config('statement_timeout', coalesce(${limit?.toString() ?? null}, current_setting('statement_timeout')), true),
		set_config('plan_cache_mode', ${plans}, true), set_config('role', 'diwan_app', true)`.execute(db);
}
