import type { Locale } from '#lib/kernel/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#lib/server/context.ts';
import { writePdf } from '#lib/server/documents/index.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { CoordinationSession, SessionItem, Window } from '../../rules/index.ts';
import { dayInWords, list } from '../calendar/words.ts';
import { clashPicture } from '../permit/picture.ts';
import { publisherOf } from '../wzdx/works.ts';
import { MINUTES_TEMPLATE } from './minutes-template.ts';
import { readSession } from './read.ts';

/** The inks of the two works, as on the map. */
const INKS = ['#a8480a', '#1f5f9c'];

/**
 * The minutes of a session as a paper; a draft while it is not closed.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function minutesPaper(ctx: Ctx, id: string, locale: Locale = 'ar'): Promise<Buffer> {
	demand(ctx, 'dig:read');
	const { session, publisher, maps } = await ctx.read(async (db) => {
		const session = await readSession(ctx, db, id);
		const maps: Record<string, string> = {};
		for (const item of session.agenda) {
			const shown = { clashId: item.clash_id, first: item.about.first.reference };
			maps[mapOf(item)] = await clashPicture(db, shown, locale);
		}
		return { session, publisher: await publisherOf(db), maps };
	});
	const data = contentOf(session, publisher.name, locale);
	return writePdf({ template: MINUTES_TEMPLATE, data, files: maps, at: ctx.now() });
}

const mapOf = (item: SessionItem) => `map-${item.position}.svg`;

function contentOf(session: CoordinationSession, publisher: string, locale: Locale): object {
	const options = { locale };
	const present = session.units.filter((u) => u.present);
	const absent = session.units.filter((u) => !u.present);
	const line = (label: string, value: string) => ({ label, value });
	return {
		lang: locale,
		publisher,
		heading: m.coordination_minutes_title({ number: session.id }, options),
		draft: session.closed_at ? null : m.coordination_draft({}, options),
		rows: [
			line(m.coordination_date({}, options), dayInWords(session.held_on, locale)),
			...(session.place ? [line(m.coordination_place({}, options), session.place)] : []),
			line(m.coordination_period_label({}, options), range(session.period, locale))
		],
		present: present.map((u) => ({ name: u.name[locale], by: u.represented_by ?? '' })),
		absent: absent.length
			? m.coordination_absent(
					{
						names: list(
							absent.map((u) => u.name[locale]),
							locale
						)
					},
					options
				)
			: null,
		left_out: session.left_out
			? m.coordination_left_out(
					{ count: session.left_out, shown: String(session.left_out), items: String(session.items) },
					options
				)
			: null,
		items: session.agenda.map((item) => itemOf(item, locale)),
		closing: session.closing_note,
		secretary: session.closed_by?.[locale] ?? '',
		words: {
			attendance: m.coordination_attendance({}, options),
			nobody: m.coordination_nobody({}, options),
			decisions: m.coordination_decisions({}, options),
			none: m.coordination_no_items({}, options),
			decision: m.coordination_decision({}, options),
			secretary: m.coordination_secretary({}, options),
			chair: m.coordination_chair({}, options)
		}
	};
}

function itemOf(item: SessionItem, locale: Locale): object {
	const { first, second, window, days } = item.about;
	const options = { locale };
	const parties = { first: first.promoter[locale], second: second.promoter[locale] };
	return {
		position: String(item.position),
		title: m.coordination_matter(parties, options),
		parties: [first, second].map((work, i) => ({
			ink: INKS[i],
			reference: work.reference,
			organisation: work.promoter[locale],
			title: work.title,
			days: range(work.window, locale)
		})),
		meet: m.coordination_meet(
			{
				days: m.excavation_days({ count: days }, options),
				from: dayInWords(window.start, locale),
				to: dayInWords(window.end, locale)
			},
			options
		),
		decision: item.decision
			? wordsOf(`coordination_decision_${item.decision}`, parties, locale)
			: m.coordination_open_item({}, options),
		note: item.note,
		map: mapOf(item),
		alt: m.coordination_map_alt(parties, options)
	};
}

function range({ start, end }: Window, locale: Locale): string {
	return m.excavation_range({ from: dayInWords(start, locale), to: dayInWords(end, locale) }, { locale });
}
