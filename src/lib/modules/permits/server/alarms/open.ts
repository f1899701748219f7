import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	ALARM_LEVELS,
	TOLD,
	UNDECIDED,
	type AlarmLevel,
	type OpenAlarm,
	type PermitState
} from '../../rules/index.ts';
import { readTerms } from '../cases/settings.ts';

/** More than a person can answer in a day. */
const MOST = 100;

interface Row {
	id: string;
	reference: string;
	state: PermitState;
	unit_id: string;
	unit_name: Bilingual;
	certificate_on: string;
	level: AlarmLevel;
	raised_at: Date;
}

/**
 * What the asker has been told of and nobody has answered, the most urgent first: of each undecided case its highest
 * level, where that is theirs.
 * @throws DomainError `forbidden`
 */
export async function openAlarms(ctx: Ctx): Promise<OpenAlarm[]> {
	demand(ctx, 'permit:alarms');
	const now = ctx.now();
	const theirs = ctx.actor.assignments.flatMap(({ role, unitPath }) =>
		ALARM_LEVELS.filter((level) => TOLD[level].includes(role)).map((level) => ({ level, unitPath }))
	);
	return ctx.read(async (db) => {
		const days = (await readTerms(db, now)).value('statutory_days');
		const { rows } =
			await sql<Row>`select p.id::text, p.reference, p.state, p.unit_id::text, p.certificate_on,
				jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit_name, a.level, a.raised_at
			from permit p join unit u on u.id = p.unit_id
				join lateral (select x.level, x.raised_at from permit_alarm x where x.permit_id = p.id and x.counted_from = p.certificate_on
					order by array_position(${[...ALARM_LEVELS]}::text[], x.level) desc limit 1) a on true
			where p.decided_at is null and p.certificate_on is not null and p.state = any(${[...UNDECIDED]}::text[])
				and not exists (select from permit_alarm_answer w where w.permit_id = p.id and w.counted_from = p.certificate_on
					and w.level = a.level)
				and exists (select from unnest(${theirs.map((t) => t.level)}::text[], ${theirs.map((t) => t.unitPath)}::text[])
					held(level, path) where held.level = a.level and starts_with(u.path, held.path))
			order by p.certificate_on, p.id limit ${MOST}`.execute(db);
		return rows.map((row) => {
			const last_day = addDays(row.certificate_on, days);
			return {
				...{ level: row.level, raised_at: row.raised_at.toISOString(), last_day },
				left: diffDays(cairoDate(now), last_day),
				permit: {
					...{ id: row.id, reference: row.reference, state: row.state },
					unit: { id: row.unit_id, name: row.unit_name }
				}
			};
		});
	});
}
