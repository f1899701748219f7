import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Role } from '#lib/kernel/roles.ts';
import { ALARM_LEVELS, type AlarmLevel } from '../performance/types.ts';
import type { PermitSummary } from '../life/types.ts';

/** Who is told of a case, and answers for it, as its time by the law runs out. */
export const TOLD: Record<AlarmLevel, readonly Role[]> = {
	first: ['head_of_engineering'],
	last: ['head_of_engineering', 'authority'],
	expired: ['head_of_engineering', 'authority', 'governor']
};

/** An alarm nobody has answered yet, of a case that is still undecided: its highest level. */
export interface OpenAlarm {
	level: AlarmLevel;
	raised_at: string;
	/** The last day on which the authority can decide. */
	last_day: CivilDate;
	/** Days left until then; below zero when over. */
	left: number;
	permit: Pick<PermitSummary, 'id' | 'reference' | 'state' | 'unit'>;
}

/** What is done about an alarm. */
export const AnswerAlarm = z.strictObject({
	level: z.enum(ALARM_LEVELS),
	words: freeText().min(1).max(500)
});
