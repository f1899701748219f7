import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { POINTS } from './problem.ts';
import type { Closure, PlanSettings, PlanWork, UnplacedReason } from './types.ts';

/** The days on which a work may start, from the first day of the period, and what each costs in hundredths of a day. */
export interface AllowedStarts {
	days: number;
	starts: number[];
	costs: number[];
}

/** Why a work may start on no day at all, whatever becomes of the others. */
export interface NoStart {
	reason: Exclude<UnplacedReason, 'crowded'>;
	by: string[];
}

/** Everything that binds a work by itself: its own window, the period, its notice, embargoes and protections. */
export function allowedStarts(work: PlanWork, settings: PlanSettings): AllowedStarts | NoStart {
	const { period } = settings;
	const day = (date: string) => diffDays(period.start, date);
	const days = diffDays(work.wished.start, work.wished.end) + 1;
	if (work.latest < work.earliest) return { reason: 'window', by: [] };
	const first = Math.max(0, day(work.earliest));
	const last = Math.min(day(period.end), day(lastDay(settings)) - days + 1, day(work.latest));
	if (last < first) return { reason: 'period', by: [] };
	const noticed = work.noticed === null ? first : Math.max(first, day(work.noticed));
	if (last < noticed) return { reason: 'notice', by: [] };
	const closed = closedDays(work.closures, settings);
	const starts = range(noticed, last).filter((start) => closed.between(start, start + days - 1) === 0);
	if (starts.length === 0) return { reason: 'closed', by: namesOf(work.closures, settings) };
	const wish = day(work.wished.start);
	const nuisance = peakDays(settings);
	const each = (settings.weights.nuisance * work.nuisance) / 5;
	return {
		days,
		starts,
		costs: starts.map((start) =>
			Math.round(POINTS * (Math.abs(start - wish) + each * nuisance.between(start, start + days - 1)))
		)
	};
}

/** A number for each day of the period, summed from its first day. */
class Sums {
	private readonly upTo: number[];

	constructor(perDay: readonly number[]) {
		let sum = 0;
		this.upTo = [0, ...perDay.map((n) => (sum += n))];
	}

	between(first: number, last: number): number {
		return this.upTo[last + 1]! - this.upTo[first]!;
	}
}

function closedDays(closures: readonly Closure[], settings: PlanSettings): Sums {
	const { start: first } = settings.period;
	const days = Array.from({ length: diffDays(first, lastDay(settings)) + 1 }, () => 0);
	for (const { start, end } of closures)
		if (start <= lastDay(settings) && first <= end)
			days.fill(1, Math.max(0, diffDays(first, start)), diffDays(first, end) + 1);
	return new Sums(days);
}

const peaks = new WeakMap<PlanSettings, Sums>();

function peakDays(settings: PlanSettings): Sums {
	let sums = peaks.get(settings);
	if (!sums) {
		const { start } = settings.period;
		sums = new Sums(
			range(0, diffDays(start, lastDay(settings))).map((n) => {
				const date = addDays(start, n);
				const there = settings.peaks.filter((p) => p.start <= date && date <= p.end);
				return there.reduce((sum, p) => sum + p.weight, 0);
			})
		);
		peaks.set(settings, sums);
	}
	return sums;
}

/** What closes days of the plan, by name where it has one. */
function namesOf(closures: readonly Closure[], settings: PlanSettings): string[] {
	const inside = closures.filter((c) => c.start <= lastDay(settings) && settings.period.start <= c.end);
	return [...new Set(inside.map((c) => c.by ?? c.kind))].sort();
}

function lastDay({ period, until }: PlanSettings): string {
	return until ?? period.end;
}

function range(first: number, last: number): number[] {
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
}
