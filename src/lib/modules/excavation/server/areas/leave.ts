import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { blindIndex } from '#lib/server/auth/index.ts';
import type { Config } from '#lib/server/config.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { dropMails } from '#lib/server/mail/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import type { HowOften, SubscriptionTold } from '../../rules/index.ts';

/**
 * Where a subscription ends: a page, and at the same address what mail programs call without one (RFC 8058). The link
 * is signed, not kept, so that every mail can carry it.
 */
export function leaveAddress(config: Config, id: string, origin = config.ORIGIN ?? ''): string {
	return `${origin}/portal/alerts/leave/${id}.${signatureOf(config, id)}`;
}

/** What a link would end; null when it has ended already. @throws DomainError `not_found` for a link that is not ours. */
export async function subscribedArea(ctx: Ctx, token: string): Promise<SubscriptionTold | null> {
	const id = idOf(ctx.platform.config, token);
	const { rows } = await house(ctx).read((db) =>
		sql<{ often: HowOften; area_m2: number }>`select often, st_area(geom) as area_m2 from area_subscription
			where id = ${id}`.execute(db)
	);
	return rows[0] ?? null;
}

/**
 * Ends a subscription; the address and whatever has not left is deleted. Again: nothing.
 * @throws DomainError `not_found` for a link that is not ours.
 */
export async function leaveArea(ctx: Ctx, token: string): Promise<void> {
	const id = idOf(ctx.platform.config, token);
	await house(ctx).transaction(async (tx) => {
		const { numAffectedRows } = await sql`delete from area_subscription where id = ${id}`.execute(tx.db);
		if (!numAffectedRows) return;
		await dropMails(tx, `area:${id}`);
		await tx.audit('area.left', { type: 'area', id });
	});
}

function idOf(config: Config, token: string): string {
	const [id = '', signature = ''] = token.split('.');
	const given = Buffer.from(signature, 'base64url');
	const right = Buffer.from(signatureOf(config, id), 'base64url');
	if (!/^[0-9a-f-]{36}$/.test(id) || given.length !== right.length || !timingSafeEqual(given, right))
		throw new DomainError('not_found');
	return id;
}

function signatureOf(config: Config, id: string): string {
	return blindIndex(config, 'area-mail', `leave:${id}`).toString('base64url');
}

const house = (ctx: Ctx) =>
	makeCtx(ctx.platform, {
		actor: SYSTEM,
		locale: ctx.locale,
		requestId: ctx.requestId,
		now: () => ctx.now()
	});
