import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { lettersOf, mailsLeave, writeMail } from '#lib/server/mail/index.ts';
import { TOLD, type AlarmLevel } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';

/** Writes to those who have to know and have an address; without a mail server their page alone tells them. */
export async function mailAlarm(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ level, last_day }: { level: AlarmLevel; last_day: CivilDate }
): Promise<void> {
	const { config } = ctx.platform;
	if (!mailsLeave(config)) return;
	const today = cairoDate(ctx.now());
	const { rows } = await sql<{ email: string; locale: Locale | null }>`
		select distinct c.email, p.locale from assignment a join unit held on held.id = a.unit_id
			join person p on p.id = a.person_id join person_contact c on c.person_id = p.id
		where a.role = any(${[...TOLD[level]]}::text[]) and starts_with(${found.unit_path}, held.path)
			and a.valid_from <= ${today}::date and (a.valid_to is null or ${today}::date <= a.valid_to)
			and c.email is not null`.execute(tx.db);
	for (const { email, locale } of rows) {
		const words = locale ?? config.DIWAN_LOCALE;
		const { subject, content } = letterOf(found, { level, last_day, locale: words, origin: config.ORIGIN });
		await writeMail(ctx, tx, { about: `permit:${found.id}`, to: email, subject, content });
	}
}

const SUBJECT = {
	first: m.permits_alarm_mail_first,
	last: m.permits_alarm_mail_last,
	expired: m.permits_alarm_mail_expired
};

function letterOf(
	{ reference, unit_name }: CaseRow,
	{ level, last_day, locale, origin }: { level: AlarmLevel; last_day: string; locale: Locale; origin: string }
) {
	const reader = { locale };
	const subject = SUBJECT[level]({ reference }, reader);
	const letter = lettersOf({
		locale,
		opening: [subject, m.permits_alarm_mail_text({ unit: unit_name[locale], day: last_day }, reader)],
		action: { words: m.permits_alarm_mail_open({}, reader), link: `${origin}/permits/${reference}` }
	});
	return { subject, content: { ...letter, headers: {} } };
}
