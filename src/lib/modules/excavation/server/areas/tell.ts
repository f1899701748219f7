import { sql } from 'kysely';
import type { Locale } from '#lib/kernel/locale.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { mailsLeave, writeMail } from '#lib/server/mail/index.ts';
import { keepRounds, type Rounds } from '#lib/server/rounds.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { nextDigest, type HowOften } from '../../rules/index.ts';
import { areaMail } from './mail.ts';
import { takeNews } from './news.ts';

/** What a round wrote and forgot. */
export interface Told {
	mails: number;
	/** Addresses of those who never confirmed. */
	forgotten: number;
}

const EVERY_MS = 60_000;
/** What happens one after the other goes into one mail. */
const PAUSE_MS = 60_000;
/** Works named in one mail; of more the number is told. */
const MOST_WORKS = 40;

/** Tells subscribers of what became of works in their areas, at every change of published works, until stopped. */
export function keepTellingAreas(platform: Platform): Rounds {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	const rounds = keepRounds('telling subscribers', EVERY_MS, async () => void (await tellAreas(ctx)));
	const deaf = platform.feed.subscribe((change) => change.topic === 'layer:public_works' && rounds.poke());
	return { ...rounds, stop: () => (deaf(), rounds.stop()) };
}

/**
 * Writes the mails that are due; each subscription in a transaction of its own, so that several instances may do so
 * at once. Deletes the addresses of those who did not confirm in time.
 */
export async function tellAreas(ctx: Ctx): Promise<Told> {
	const forgotten = await ctx.transaction(async ({ db }) => {
		const { rows } = await sql<{ id: string }>`with gone as (
				delete from area_subscription where expires_at <= ${ctx.now()} returning id
			), mails as (delete from mail where about in (select 'area:' || id from gone))
			select id from gone`.execute(db);
		return rows.length;
	});
	let mails = 0;
	if (mailsLeave(ctx.platform.config))
		for (let due = true; due;) {
			const wrote = await ctx.transaction((tx) => tellOne(ctx, tx));
			due = wrote !== null;
			if (wrote) mails++;
		}
	return { mails, forgotten };
}

interface Subscription {
	id: string;
	email: string;
	locale: Locale;
	often: HowOften;
}

/** @returns whether a mail was written; null when nobody is to be told. */
async function tellOne(ctx: Ctx, tx: Tx): Promise<boolean | null> {
	const now = ctx.now();
	const { rows } = await sql<Subscription>`select id, email, locale, often from area_subscription s
		where next_mail_at <= ${now}
			and (often = 'weekly' or exists (select from area_notice n where n.subscription_id = s.id))
		order by next_mail_at limit 1 for no key update skip locked`.execute(tx.db);
	const [subscription] = rows;
	if (!subscription) return null;
	const next = subscription.often === 'weekly' ? nextDigest(now) : new Date(now.getTime() + PAUSE_MS);
	await sql`update area_subscription set next_mail_at = ${next} where id = ${subscription.id}`.execute(tx.db);
	const news = await takeNews(tx.db, subscription.id);
	if (news.length === 0) return false;
	const about = `area:${subscription.id}`;
	const mail = areaMail(ctx.platform.config, subscription, news.slice(0, MOST_WORKS), news.length);
	await writeMail(ctx, tx, { about, to: subscription.email, ...mail });
	return true;
}
