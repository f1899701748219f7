import { DomainError } from '#lib/kernel/errors.ts';
import { writeAudit } from '../audit/write.ts';
import type { Ctx } from '../context.ts';
import { demand } from '../policy/index.ts';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash.ts';
import { demandGoodPassword } from './password-rules.ts';
import { forgetSlots, takeSlot } from './rate.ts';
import { endSessions } from './session.ts';
import { trusted, trustedLook } from './trusted.ts';

/**
 * Gives a person a password (administrator, operator); all their sessions end.
 * `mustChange`: it lets them do nothing but choose their own.
 * @throws DomainError `forbidden`, `not_found`, `invalid_input` for a weak one.
 */
export async function setPassword(
	ctx: Ctx,
	personId: string,
	password: string,
	{ mustChange = true } = {}
): Promise<void> {
	demand(ctx, 'people:manage');
	const person = await trustedLook(ctx.platform, (db) =>
		db.selectFrom('person').select('username').where('id', '=', personId).executeTakeFirst()
	);
	if (!person) throw new DomainError('not_found', { params: { type: 'person', id: personId } });
	demandGoodPassword(password, { username: person.username });
	await store(ctx, personId, password, { mustChange, except: null });
}

/**
 * A person changes their own password; their other sessions end.
 * @throws DomainError `password_wrong` when the current one is wrong, `rate_limited`, `invalid_input`.
 */
export async function changePassword(
	ctx: Ctx,
	{ current, next }: { current: string; next: string }
): Promise<void> {
	demand(ctx, 'account:own');
	demandGoodPassword(next, { username: ctx.actor.username ?? '', path: 'next' });
	await demandPassword(ctx, current);
	if (current === next)
		throw new DomainError('invalid_input', { fields: [{ path: 'next', code: 'password_same' }] });
	await store(ctx, ctx.actor.personId ?? '', next, { mustChange: false, except: ctx.actor.sessionId });
}

/** Asks the actor's own password again before something grave. */
export async function demandPassword(ctx: Ctx, password: string): Promise<void> {
	const personId = ctx.actor.personId ?? '';
	const slot = await takeSlot(ctx.platform, { name: 'password', about: personId, limit: 5, seconds: 600 });
	const row = await trustedLook(ctx.platform, (db) =>
		db.selectFrom('auth.credential').select('hash').where('person_id', '=', personId).executeTakeFirst()
	);
	if (!(await verifyPassword(password, row?.hash ?? NOBODYS_HASH))) throw new DomainError('password_wrong');
	await forgetSlots(ctx.platform, slot);
}

async function store(
	ctx: Ctx,
	personId: string,
	password: string,
	{ mustChange, except }: { mustChange: boolean; except: string | null }
): Promise<void> {
	const hash = await hashPassword(password);
	const values = { hash, changed_at: ctx.now(), must_change: mustChange };
	await trusted(ctx.platform, async (db) => {
		await db
			.insertInto('auth.credential')
			.values({ person_id: personId, ...values })
			.onConflict((c) => c.column('person_id').doUpdateSet(values))
			.execute();
		const ended = await endSessions(db, personId, ctx.now(), { except });
		await writeAudit(
			db,
			ctx,
			ctx.actor.personId === personId ? 'password.changed' : 'password.set',
			{ type: 'person', id: personId },
			{ sessions_ended: ended, must_change: mustChange }
		);
	});
}
