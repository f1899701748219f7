import type { Locale } from '#lib/kernel/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Config } from '#lib/server/config.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import { lettersOf, type NewMail } from '#lib/server/mail/index.ts';
import { dayInWords, list } from '../calendar/words.ts';
import { leaveAddress } from './leave.ts';
import type { News } from './news.ts';

/** The mail that tells a subscriber what became of works in the area. */
export function areaMail(
	config: Config,
	subscriber: { id: string; locale: Locale },
	news: readonly News[],
	total: number
): Pick<NewMail, 'subject' | 'content'> {
	const { id, locale } = subscriber;
	const options = { locale };
	const leave = leaveAddress(config, id);
	const [first] = news;
	const subject =
		total === 1 && first
			? m.alert_mail_subject_one({ what: kindWords(first, locale), title: first.title }, options)
			: m.alert_mail_subject({ count: total }, options);
	const letter = lettersOf({
		locale,
		opening: [m.alert_mail_opening({ count: total }, options)],
		items: news.map((n) => item(config, n, locale)),
		closing: [
			...(total > news.length ? [m.alert_mail_more({ count: total - news.length }, options)] : []),
			m.alert_mail_why({}, options)
		],
		leave: { words: m.alert_mail_leave({}, options), link: leave }
	});
	const headers = {
		'List-Unsubscribe': `<${leave}>`,
		'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
	};
	return { subject, content: { ...letter, headers } };
}

function item(config: Config, news: News, locale: Locale) {
	const options = { locale };
	const range = (from: string, to: string) =>
		m.excavation_range({ from: dayInWords(from, locale), to: dayInWords(to, locale) }, options);
	const moved =
		news.kind === 'changed' &&
		news.was_starts_on !== null &&
		news.was_ends_on !== null &&
		(news.was_starts_on !== news.starts_on || news.was_ends_on !== news.ends_on);
	const places = list(
		news.streets.map((s) => s[locale]),
		locale
	);
	const lines = [
		news.title,
		[places, news.organisation[locale]].filter(Boolean).join(' · '),
		range(news.starts_on, news.ends_on),
		...(moved ? [m.alert_mail_was({ range: range(news.was_starts_on!, news.was_ends_on!) }, options)] : []),
		...(news.traffic_effect && news.traffic_effect !== 'none'
			? [wordsOf(`excavation_traffic_${news.traffic_effect}`, {}, locale) ?? '']
			: [])
	];
	const title = kindWords(news, locale);
	if (news.traffic_effect === null) return { title, lines };
	return { title, lines, link: `${config.ORIGIN}/portal/works?work=${news.reference}` };
}

function kindWords({ kind }: News, locale: Locale): string {
	return wordsOf(`alert_kind_${kind}`, {}, locale) ?? kind;
}
