import type { Bilingual } from '#lib/kernel/layer.ts';
import type { StatutoryClock } from '../clocks/statutory-clock.ts';
import type { Fault } from '../life/requests.ts';
import type { PermitState } from '../life/vocabulary.ts';
import type { Period } from './schema.ts';

/** Where the clock of the law stands when somebody has to be told. */
export const ALARM_LEVELS = [
	'first',
	'last',
	'expired'
] as const satisfies readonly StatutoryClock['alarm'][];
export type AlarmLevel = (typeof ALARM_LEVELS)[number];

/** How long something took, in working days; of nothing, null. */
export interface Span {
	/** Cases that it is said of. */
	cases: number;
	median: number | null;
	p90: number | null;
}

/** What lies there now. */
export interface Waiting {
	waiting: number;
	/** Beyond what citizens are promised. */
	late: number;
}

export interface StepFigures extends Waiting {
	state: PermitState;
	/** Of the cases that left the state in the period: how long they stood in it. */
	stay: Span;
}

export interface UnitFigures extends Waiting {
	unit: { id: string; name: Bilingual };
	/** Undecided, by where the clock of the law stands. */
	alarms: Record<AlarmLevel, number>;
	/** Judged complete or not in the period; sent back. */
	checked: number;
	returned: number;
	granted: number;
	refused: number;
	/** From the working day after a file came in until its decision, without the time it stood still. */
	whole: Span;
}

/** Figures of departments over a period, and how things stand at a moment. Nothing is said of single people. */
export interface Performance {
	at: string;
	period: Period;
	/** The department asked for. */
	unit: string | null;
	/** Working days: what citizens are promised without and with an insurance document; days of the law. */
	promise: { working_days: number; insured: number; statutory: number };
	/** Of the departments shown together. */
	total: Omit<UnitFigures, 'unit'>;
	units: UnitFigures[];
	steps: StepFigures[];
	/** For what files were sent back most. */
	faults: { fault: Fault; cases: number }[];
}
