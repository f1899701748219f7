import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { AnswerAlarm, type AlarmLevel } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { auditRefusal } from '../cases/refused.ts';

/**
 * Says what is done about an alarm, once and in one's own name.
 * @param input `AnswerAlarm`
 * @throws DomainError `not_found` where none was raised, `forbidden`, `already_exists`; ZodError.
 */
export async function answerAlarm(
	ctx: Ctx,
	name: string,
	input: unknown
): Promise<{ level: AlarmLevel; at: string; words: string }> {
	return auditRefusal(ctx, { name, action: 'answer_alarm' }, async () => {
		demand(ctx, 'permit:alarms');
		const { level, words } = AnswerAlarm.parse(input);
		const at = ctx.now();
		return ctx.transaction(async (tx) => {
			const found = await findCase(tx.db, name);
			demand(ctx, 'permit:answer_alarm', { level, unitPath: found.unit_path });
			const raised =
				await sql`select from permit_alarm where permit_id = ${found.id}::bigint and counted_from = ${found.certificate_on}::date
					and level = ${level}`.execute(tx.db);
			if (raised.rows.length === 0) throw new DomainError('not_found');
			const kept =
				await sql`insert into permit_alarm_answer (permit_id, counted_from, level, person_id, at, words)
			values (${found.id}::bigint, ${found.certificate_on}::date, ${level}, ${ctx.actor.personId}::bigint, ${at}, ${words})
			on conflict do nothing`.execute(tx.db);
			if (!kept.numAffectedRows) throw new DomainError('already_exists');
			await tx.audit(
				'permit.alarm_answered',
				{ type: 'permit', id: found.id },
				{ reference: found.reference, level, words }
			);
			await tx.announce('permit', [found.id]);
			return { level, at: at.toISOString(), words };
		});
	});
}
