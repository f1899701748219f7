import { Secret, TOTP } from 'otpauth';
import { randomCode, normaliseCode } from '#lib/kernel/ids.ts';
import { toLatinDigits } from '#lib/kernel/bidi.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { writeAudit } from '../audit/write.ts';
import type { Ctx } from '../context.ts';
import type { Platform } from '../platform.ts';
import { demand } from '../policy/index.ts';
import { demandPassword } from './change-password.ts';
import { forgetSlots, takeSlot } from './rate.ts';
import { seal, unseal } from './seal.ts';
import { hashToken } from './token.ts';
import { trusted, trustedLook } from './trusted.ts';

const PERIOD = 30;
const RECOVERY_CODES = 10;

/** True when the person's second factor is confirmed and therefore asked. */
export function hasSecondFactor(platform: Platform, personId: string): Promise<boolean> {
	return trustedLook(platform, async (db) => {
		const row = await db
			.selectFrom('auth.totp')
			.select('person_id')
			.where('person_id', '=', personId)
			.where('confirmed_at', 'is not', null)
			.executeTakeFirst();
		return row !== undefined;
	});
}

/** Begins enrolment: a new secret that counts only after its first right code. */
export async function enrolTotp(
	ctx: Ctx,
	{ password }: { password: string }
): Promise<{ uri: string; secret: string }> {
	demand(ctx, 'account:own');
	await demandPassword(ctx, password);
	const { platform } = ctx;
	const personId = ctx.actor.personId ?? '';
	const secret = new Secret({ size: 20 });
	await trusted(platform, async (db) => {
		await db
			.deleteFrom('auth.totp')
			.where('person_id', '=', personId)
			.where('confirmed_at', 'is', null)
			.execute();
		const there = await db
			.selectFrom('auth.totp')
			.select('person_id')
			.where('person_id', '=', personId)
			.executeTakeFirst();
		if (there) throw new DomainError('already_exists');
		await db
			.insertInto('auth.totp')
			.values({ person_id: personId, secret_sealed: seal(platform.config, 'totp', secret.base32, personId) })
			.execute();
	});
	return { uri: totpOf(secret, ctx.actor.username ?? '').toString(), secret: secret.base32 };
}

/**
 * Ends enrolment with the first right code. @returns the recovery codes, shown once.
 * @throws DomainError `second_factor_wrong`, `rate_limited`.
 */
export async function confirmTotp(ctx: Ctx, { code }: { code: string }): Promise<string[]> {
	demand(ctx, 'account:own');
	const personId = ctx.actor.personId ?? '';
	if (!(await acceptSecondFactor(ctx.platform, personId, code, { enrolling: true })))
		throw new DomainError('second_factor_wrong');
	const codes = Array.from({ length: RECOVERY_CODES }, () => randomCode(60));
	await trusted(ctx.platform, async (db) => {
		await db
			.updateTable('auth.totp')
			.set({ confirmed_at: ctx.now() })
			.where('person_id', '=', personId)
			.execute();
		await db
			.insertInto('auth.recovery_code')
			.values(codes.map((c) => ({ person_id: personId, hash: hashToken(c) })))
			.execute();
		await writeAudit(db, ctx, 'second-factor.enrolled', { type: 'person', id: personId });
	});
	return codes;
}

/** Gives the second factor up; the password must be shown again. */
export async function disableTotp(ctx: Ctx, { password }: { password: string }): Promise<void> {
	demand(ctx, 'account:own');
	await demandPassword(ctx, password);
	await dropSecondFactor(ctx, ctx.actor.personId ?? '');
}

/** Removes a person's second factor (lost telephone): the administrator or the operator. */
export async function removeSecondFactor(ctx: Ctx, personId: string): Promise<void> {
	demand(ctx, 'people:manage');
	await dropSecondFactor(ctx, personId);
}

function dropSecondFactor(ctx: Ctx, personId: string): Promise<void> {
	return trusted(ctx.platform, async (db) => {
		const gone = await db
			.deleteFrom('auth.totp')
			.where('person_id', '=', personId)
			.returning('person_id')
			.execute();
		if (gone.length) await writeAudit(db, ctx, 'second-factor.removed', { type: 'person', id: personId });
	});
}

/**
 * Takes a code of the telephone (each is good once) or a recovery code.
 * @throws DomainError `rate_limited`: a six-digit code can be guessed, so attempts count per person, wherever from.
 */
export async function acceptSecondFactor(
	platform: Platform,
	personId: string,
	typed: string,
	{ enrolling = false } = {}
): Promise<boolean> {
	const slot = await takeSlot(platform, { name: 'second-factor', about: personId, limit: 10, seconds: 600 });
	const digits = toLatinDigits(typed).replace(/[\s-]/g, '');
	const accepted = /^[0-9]{6}$/.test(digits)
		? await acceptTotp(platform, personId, digits, enrolling)
		: !enrolling && (await acceptRecoveryCode(platform, personId, typed));
	if (accepted) await forgetSlots(platform, slot);
	return accepted;
}

function acceptTotp(
	platform: Platform,
	personId: string,
	digits: string,
	enrolling: boolean
): Promise<boolean> {
	return trusted(platform, async (db) => {
		const row = await db
			.selectFrom('auth.totp')
			.select(['secret_sealed', 'confirmed_at'])
			.where('person_id', '=', personId)
			.executeTakeFirst();
		if (!row || (row.confirmed_at === null) !== enrolling) return false;
		const secret = unseal(platform.config, 'totp', row.secret_sealed, personId);
		if (!secret) return false;
		const timestamp = platform.now().getTime();
		const delta = totpOf(Secret.fromBase32(secret)).validate({ token: digits, timestamp, window: 1 });
		if (delta === null) return false;
		const step = Math.floor(timestamp / 1000 / PERIOD) + delta;
		const used = await db
			.updateTable('auth.totp')
			.set({ last_used_step: step })
			.where('person_id', '=', personId)
			.where('last_used_step', '<', String(step))
			.returning('person_id')
			.execute();
		return used.length === 1;
	});
}

async function acceptRecoveryCode(platform: Platform, personId: string, typed: string): Promise<boolean> {
	const code = normaliseCode(typed);
	if (!code) return false;
	return trusted(platform, async (db) => {
		const used = await db
			.updateTable('auth.recovery_code')
			.set({ used_at: platform.now() })
			.where('person_id', '=', personId)
			.where('hash', '=', hashToken(code))
			.where('used_at', 'is', null)
			.returning('person_id')
			.execute();
		return used.length === 1;
	});
}

function totpOf(secret: Secret, label = ''): TOTP {
	return new TOTP({ issuer: 'Diwan', label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD });
}
