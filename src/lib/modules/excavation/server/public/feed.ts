import { sql } from 'kysely';
import { addDays, cairoDate } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PublishedWork } from '../../rules/index.ts';
import { dayInWords, list } from '../calendar/words.ts';
import { publishedWorks } from './works.ts';

const AHEAD_DAYS = 14;
const MOST = 200;

/**
 * The published works of the next fourteen days as an Atom feed (RFC 4287), in the reader's language.
 * @param where `bbox`: `west,south,east,north` in WGS84 degrees; `origin` of the links.
 * @throws DomainError `invalid_input`
 */
export async function worksFeed(
	ctx: Ctx,
	{ bbox, origin }: { bbox: string | undefined; origin: string }
): Promise<string> {
	const { locale } = ctx;
	const to = addDays(cairoDate(ctx.now()), AHEAD_DAYS - 1);
	const { items } = await publishedWorks(ctx, { to, bbox, limit: MOST });
	const times = await updatedAt(
		ctx,
		items.map((w) => w.reference)
	);
	const self = `${origin}/feeds/works.atom${bbox ? `?bbox=${encodeURIComponent(bbox)}` : ''}`;
	const newest = [...times.values()].sort().at(-1) ?? '2000-01-01T00:00:00Z';
	const entries = items.map((work) => {
		const page = `${origin}/portal/works?work=${work.reference}`;
		return `<entry>
<id>${escaped(page)}</id>
<title>${escaped(work.title)}</title>
<updated>${times.get(work.reference) ?? newest}</updated>
<author><name>${escaped(work.organisation[locale])}</name></author>
<link href="${escaped(page)}"/>
<summary>${escaped(summary(work, locale))}</summary>
</entry>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${escaped(self)}</id>
<title>${escaped(m.alert_feed_title({}, { locale }))}</title>
<updated>${newest}</updated>
<link rel="self" href="${escaped(self)}"/>
<link href="${escaped(`${origin}/portal/works`)}"/>
${entries.join('\n')}
</feed>
`;
}

function summary(work: PublishedWork, locale: 'ar' | 'en'): string {
	const streets = list(
		work.streets.map((s) => s[locale]),
		locale
	);
	const { start, end } = work.window;
	const days = m.excavation_range(
		{ from: dayInWords(start, locale), to: dayInWords(end, locale) },
		{ locale }
	);
	const traffic =
		work.traffic_effect === 'none' ? '' : wordsOf(`excavation_traffic_${work.traffic_effect}`, {}, locale);
	return [streets, days, traffic].filter(Boolean).join(' · ');
}

/** When each was changed, to the second in UTC. */
async function updatedAt(ctx: Ctx, references: string[]): Promise<Map<string, string>> {
	const { rows } = await ctx.read((db) =>
		sql<{ reference: string; at: string }>`select source_id as reference,
			to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
		from public_works where source_id = any(${references})`.execute(db)
	);
	return new Map(rows.map((r) => [r.reference, r.at]));
}

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
