import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { writeAudit } from '../audit/write.ts';
import type { Ctx } from '../context.ts';
import type { Platform } from '../platform.ts';
import { demand, SCOPES, type Actor } from '../policy/index.ts';
import { loadActor } from './load-actor.ts';
import { hashToken, newToken } from './token.ts';
import { trusted, trustedLook } from './trusted.ts';

/** Machine access in a person's name, narrowed to scopes. The key itself is shown once. */
export interface ApiKeyInfo {
	id: string;
	hint: string;
	name: string;
	scopes: string[];
	createdAt: Date;
	lastUsedAt: Date | null;
	expiresAt: Date | null;
}

const PREFIX = 'diwan_';

/** @throws DomainError `invalid_input` for an unknown scope, an empty name or a past end. */
export async function createApiKey(
	ctx: Ctx,
	input: { name: string; scopes: string[]; expiresAt?: Date | null }
): Promise<{ key: string; id: string }> {
	demand(ctx, 'account:own');
	const name = input.name.trim().slice(0, 100);
	const fields = [];
	if (!name) fields.push({ path: 'name', code: 'field_required' });
	if (input.scopes.length === 0 || input.scopes.some((s) => !SCOPES.includes(s)))
		fields.push({ path: 'scopes', code: 'field_choice' });
	if (input.expiresAt && input.expiresAt <= ctx.now()) fields.push({ path: 'expiresAt', code: 'field_past' });
	if (fields.length) throw new DomainError('invalid_input', { fields });
	const key = PREFIX + newToken();
	const personId = ctx.actor.personId ?? '';
	return trusted(ctx.platform, async (db) => {
		const { id } = await db
			.insertInto('auth.api_key')
			.values({
				key_hash: hashToken(key),
				hint: key.slice(0, PREFIX.length + 4),
				person_id: personId,
				name,
				scopes: input.scopes,
				created_at: ctx.now(),
				expires_at: input.expiresAt ?? null
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await writeAudit(
			db,
			ctx,
			'api-key.created',
			{ type: 'person', id: personId },
			{ key: id, scopes: input.scopes }
		);
		return { key, id };
	});
}

/** The caller's own keys that are still good. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyInfo[]> {
	demand(ctx, 'account:own');
	return trustedLook(ctx.platform, async (db) => {
		const rows = await db
			.selectFrom('auth.api_key')
			.select([
				'id',
				'hint',
				'name',
				'scopes',
				'created_at as createdAt',
				'last_used_at as lastUsedAt',
				'expires_at as expiresAt'
			])
			.where('person_id', '=', ctx.actor.personId)
			.where('revoked_at', 'is', null)
			.orderBy('id')
			.execute();
		return rows as ApiKeyInfo[];
	});
}

/** Ends one of the caller's keys at once. @throws DomainError `not_found`. */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
	demand(ctx, 'account:own');
	if (!/^[1-9][0-9]{0,17}$/.test(id)) throw new DomainError('not_found', { params: { type: 'api_key', id } });
	await trusted(ctx.platform, async (db) => {
		const gone = await db
			.updateTable('auth.api_key')
			.set({ revoked_at: ctx.now() })
			.where('id', '=', id)
			.where('person_id', '=', ctx.actor.personId)
			.where('revoked_at', 'is', null)
			.returning('person_id')
			.executeTakeFirst();
		if (!gone) throw new DomainError('not_found', { params: { type: 'api_key', id } });
		await writeAudit(db, ctx, 'api-key.revoked', { type: 'person', id: gone.person_id }, { key: id });
	});
}

/** Who a bearer key speaks for. @throws DomainError `not_signed_in` when it is not good. */
export async function actorOfApiKey(platform: Platform, key: string): Promise<Actor> {
	const now = platform.now();
	const actor = await trustedLook(platform, async (db) => {
		const found = await db
			.selectFrom('auth.api_key')
			.select(['id', 'person_id', 'scopes', 'last_used_at'])
			.where('key_hash', '=', hashToken(key))
			.where('revoked_at', 'is', null)
			.where(sql<boolean>`(expires_at is null or expires_at > ${now})`)
			.executeTakeFirst();
		const person = found && (await loadActor(db, found.person_id, now));
		if (!found || !person) return undefined;
		await sql`update auth.api_key set last_used_at = ${now} where id = ${found.id}
			and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(db);
		return { ...person, sessionId: null, scopes: found.scopes } satisfies Actor;
	});
	if (!actor) throw new DomainError('not_signed_in');
	return actor;
}
