import {
	addWorkingMinutes,
	minutesOfDay,
	nextWorkingMorning,
	workingMinutes,
	type OfficeTime
} from '#lib/kernel/working-time.ts';

/** A stretch in which the clock of service stands still; open while nobody knows its end. */
export interface Pause {
	from: Date;
	to: Date | null;
}

/** Where the clock of service stands at a moment; all in working minutes. */
export interface ServiceClock {
	/** The opening of the working day after the file came in. */
	started_at: Date;
	elapsed: number;
	/** Below zero when late. */
	left: number;
	/** Null while it stands still and is not over. */
	due_at: Date | null;
	paused: boolean;
}

/**
 * The clock of service: from the working day after submission, standing still while something is asked of the applicant
 * or unpaid.
 * @param promise.working_days what citizens are promised: 26 without and 40 with the insurance document (2024).
 * @param pauses in any order; where they overlap the time counts once.
 */
export function serviceClock(
	office: OfficeTime,
	{
		submitted_at,
		pauses,
		promise,
		now
	}: { submitted_at: Date; pauses: readonly Pause[]; promise: { working_days: number }; now: Date }
): ServiceClock {
	const started_at = nextWorkingMorning(office, submitted_at);
	const promised = promise.working_days * minutesOfDay(office);
	let elapsed = 0;
	let ahead = 0;
	let due_at: Date | null = null;
	for (const { from, to } of running(started_at, pauses)) {
		const whole = to === null ? Infinity : workingMinutes(office, from, to);
		// What is planned after now counts for the day it is due, not for what has gone by.
		due_at ??= promised - ahead <= whole ? addWorkingMinutes(office, from, promised - ahead) : null;
		ahead += whole;
		elapsed += workingMinutes(office, from, to === null || now < to ? now : to);
	}
	const paused = pauses.some((p) => p.from <= now && (p.to === null || now < p.to));
	return { started_at, elapsed, left: promised - elapsed, due_at, paused };
}

/** The stretches in which the clock runs; the last is open unless a pause is. */
function running(start: Date, pauses: readonly Pause[]): { from: Date; to: Date | null }[] {
	const stretches: { from: Date; to: Date | null }[] = [];
	let from: Date | null = start;
	for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
		if (from === null) break;
		if (pause.to !== null && pause.to <= from) continue;
		if (pause.from > from) stretches.push({ from, to: pause.from });
		from = pause.to;
	}
	if (from !== null) stretches.push({ from, to: null });
	return stretches;
}
