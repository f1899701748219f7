import { sql } from 'kysely';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import { m } from '#lib/paraglide/messages.js';
import { blindIndex, hashToken, newToken, subscriber, takeSlot } from '#lib/server/auth/index.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { lettersOf, mailsLeave, writeMail } from '#lib/server/mail/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import {
	AskArea,
	LARGEST_AREA,
	nextDigest,
	type HowOften,
	type SubscriptionTold
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { leaveAddress } from './leave.ts';

/** How long the link of the confirmation is good. */
const GOOD_HOURS = 48;
/** What one sender may ask for in an hour, what all together may, and the mails that one address may get for it in a day. */
const PER_SENDER = { name: 'area-ask', limit: 10, seconds: 3600 };
const OF_ALL = { name: 'area-ask-all', limit: 300, seconds: 3600 };
const PER_ADDRESS = { name: 'area-ask-address', limit: 3, seconds: 86_400 };
const MOST_AREAS = 10;

/**
 * Takes a resident's wish to hear of works in an area, and sends the link by which they confirm that the address is
 * theirs. The answer is the same whether the address is known or not, and whether a mail leaves or not.
 * @param input `AskArea`
 * @param ip of the sender; it is not kept.
 * @throws DomainError `mail_unavailable`, `invalid_input`, `geometry_*`, `area_too_large`, `rate_limited`.
 */
export async function askArea(
	ctx: Ctx,
	input: unknown,
	{ ip }: { ip: string }
): Promise<{ good_hours: number }> {
	const asked = parseInput(AskArea, input);
	const { config } = ctx.platform;
	if (!mailsLeave(config)) throw new DomainError('mail_unavailable');
	await takeSlot(ctx.platform, { ...PER_SENDER, about: subscriber(ip) });
	const geom = await ctx.read((db) => areaOf(db, asked));
	await takeSlot(ctx.platform, { ...OF_ALL, about: '' });
	const about = blindIndex(config, 'area-mail', asked.email.toLowerCase()).toString('base64url');
	const mayMail = await within(takeSlot(ctx.platform, { ...PER_ADDRESS, about }));
	const id = uuidv7();
	const token = newToken();
	const now = ctx.now();
	await ctx.transaction(async (tx) => {
		if (mayMail) {
			const expires = new Date(now.getTime() + GOOD_HOURS * 3_600_000);
			await sql`insert into area_subscription (id, email, locale, often, geom, asked_at, confirm_hash, expires_at)
				values (${id}, ${asked.email}, ${ctx.locale}, ${asked.often}, ${geom}::geometry, ${now}, ${hashToken(token)},
					${expires})`.execute(tx.db);
			await writeConfirmation(ctx, tx, {
				id,
				email: asked.email,
				link: `${config.ORIGIN}/portal/alerts/confirm/${token}`
			});
		}
		await tx.audit('area.asked', { type: 'area', id }, { often: asked.often });
	});
	return { good_hours: GOOD_HOURS };
}

/** What a link that is still good would confirm. @throws DomainError `area_link_over` */
export async function pendingArea(ctx: Ctx, token: string): Promise<SubscriptionTold> {
	return house(ctx).read((db) => pending(db, token, ctx.now()));
}

/**
 * Confirms by the link of the mail; from now on it is told.
 * @returns with the address of the page on which it ends.
 * @throws DomainError `area_link_over`, `area_too_many`.
 */
export async function confirmArea(ctx: Ctx, token: string): Promise<SubscriptionTold & { leave: string }> {
	const now = ctx.now();
	return house(ctx).transaction(async (tx) => {
		const { id, email, ...told } = await pending(tx.db, token, now);
		const { rows } = await sql<{ count: number }>`select count(*)::int as count from area_subscription
			where lower(email) = lower(${email}) and confirmed_at is not null`.execute(tx.db);
		if ((rows[0]?.count ?? 0) >= MOST_AREAS)
			throw new DomainError('area_too_many', { params: { most: MOST_AREAS } });
		const next = told.often === 'weekly' ? nextDigest(now) : now;
		await sql`update area_subscription set confirmed_at = ${now}, confirm_hash = null, expires_at = null,
			next_mail_at = ${next} where id = ${id}`.execute(tx.db);
		await tx.audit('area.confirmed', { type: 'area', id });
		return { ...told, leave: leaveAddress(ctx.platform.config, id, '') };
	});
}

async function pending(db: Tx['db'], token: string, now: Date) {
	const { rows } = await sql<{ id: string; email: string; often: HowOften; area_m2: number }>`
		select id, email, often, st_area(geom) as area_m2 from area_subscription
		where confirm_hash = ${hashToken(token)} and expires_at > ${now}`.execute(db);
	if (!rows[0]) throw new DomainError('area_link_over');
	return rows[0];
}

async function areaOf(db: Tx['db'], { geometry, around }: AskArea): Promise<string> {
	const shape = around ? { type: 'Point', coordinates: around.at } : geometry!;
	const { geom } = await placeShape(db, { geometry: shape }, { allowed: ['Point', 'Polygon'] });
	const { rows } = await sql<{ geom: string; area_m2: number }>`select g::text as geom, st_area(g) as area_m2
		from (select case when ${around?.radius_m ?? null}::float8 is null then p
			else st_buffer(p, ${around?.radius_m ?? null}::float8) end as g
			from st_geometryn(${geom}::geometry, 1) p) drawn`.execute(db);
	const { geom: area, area_m2 } = rows[0]!;
	if (area_m2 > LARGEST_AREA)
		throw new DomainError('area_too_large', { params: { max: LARGEST_AREA / 1_000_000 } });
	return area;
}

async function writeConfirmation(
	ctx: Ctx,
	tx: Tx,
	{ id, email, link }: { id: string; email: string; link: string }
): Promise<void> {
	const options = { locale: ctx.locale };
	const letter = lettersOf({
		locale: ctx.locale,
		opening: [m.alert_mail_confirm({}, options)],
		action: { words: m.alert_mail_confirm_action({}, options), link },
		closing: [m.alert_mail_confirm_close({ hours: GOOD_HOURS }, options)]
	});
	const subject = m.alert_mail_confirm_subject({}, options);
	await writeMail(ctx, tx, { about: `area:${id}`, to: email, subject, content: { ...letter, headers: {} } });
}

async function within(slot: Promise<unknown>): Promise<boolean> {
	try {
		await slot;
		return true;
	} catch (error) {
		if (isDomainError(error) && error.code === 'rate_limited') return false;
		throw error;
	}
}

/** Whoever holds the link acts on the subscription, and on nothing else. */
const house = (ctx: Ctx) =>
	makeCtx(ctx.platform, {
		actor: SYSTEM,
		locale: ctx.locale,
		requestId: ctx.requestId,
		now: () => ctx.now()
	});
