import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { keepRounds, mailsLeave, writeMail, type Rounds } from '#lib/server/mail/index.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { nextDigest, type AreaNews, type HowOften, type TrafficEffect } from '../../rules/index.ts';
import { areaMail } from './mail.ts';

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

/** What became of one work. */
export interface News {
	kind: AreaNews;
	reference: string;
	title: string;
	organisation: Bilingual;
	starts_on: string;
	ends_on: string;
	was_starts_on: string | null;
	was_ends_on: string | null;
	/** Only while it is published. */
	traffic_effect: TrafficEffect | null;
	streets: Bilingual[];
}

async function takeNews(db: Tx['db'], subscriptionId: string): Promise<News[]> {
	const { rows } = await sql<News>`with told as (
		delete from area_notice where subscription_id = ${subscriptionId} returning *
	)
	select t.kind, d.reference, t.title, t.starts_on, t.ends_on, t.was_starts_on, t.was_ends_on,
		jsonb_build_object('ar', coalesce(u.name_ar, public_text(d.promoter)),
			'en', coalesce(u.name_en, public_text(d.promoter))) as organisation,
		case when d.state in ('granted', 'running') then d.traffic_effect end as traffic_effect,
		case when d.state in ('granted', 'running') then (
			select coalesce(jsonb_agg(distinct jsonb_build_object('ar', coalesce(s.name_ar, s.name_en),
				'en', coalesce(s.name_en, s.name_ar))), '[]')
			from streets s where st_dwithin(s.geom, d.geom, 10) and coalesce(s.name_ar, s.name_en) is not null)
			else '[]' end as streets
	from told t join dig d on d.id = t.dig_id left join unit u on u.id = d.unit_id
	order by array_position(array['closed', 'lane_closed'], d.traffic_effect), t.starts_on, d.id`.execute(db);
	return rows;
}
