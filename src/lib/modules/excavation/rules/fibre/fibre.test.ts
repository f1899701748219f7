import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { FIBRE_STAGES, lateStages, progressCurve, reachedStage, stageProblems } from './index.ts';
import type { Stages } from './index.ts';

const TODAY = '2026-11-22';
type Dates = [planned: string | null, done: string | null];

function stages(...dates: Dates[]): Stages {
	return Object.fromEntries(
		FIBRE_STAGES.map((stage, i) => [
			stage,
			{ planned_on: dates[i]?.[0] ?? null, done_on: dates[i]?.[1] ?? null }
		])
	) as Stages;
}

describe('the stages of an area', () => {
	const half = stages(
		['2026-01-01', '2026-01-05'],
		['2026-03-01', '2026-03-02'],
		['2026-06-01', null],
		['2027-01-01', null]
	);

	it('tell how far it is, and what is late', () => {
		expect(reachedStage(half)).toBe('civil');
		expect(reachedStage(stages())).toBeNull();
		expect(lateStages(half, TODAY)).toEqual(['cable']);
		expect(lateStages(half, '2026-06-01')).toEqual([]);
	});

	it('are done in order, none in the future, and planned in order', () => {
		const wrong = (...dates: Dates[]) => stageProblems(stages(...dates), TODAY).map((e) => [e.path, e.code]);
		expect(stageProblems(half, TODAY)).toEqual([]);
		expect(wrong([null, '2026-12-01'])).toEqual([['stages.survey.done_on', 'fibre_done_future']]);
		expect(wrong([null, null], [null, '2026-02-01'])).toEqual([['stages.civil.done_on', 'fibre_done_order']]);
		expect(wrong([null, '2026-02-02'], [null, '2026-02-01'])).toEqual([
			['stages.civil.done_on', 'fibre_done_order']
		]);
		expect(wrong(['2026-05-01', null], [null, null], ['2026-04-01', null])).toEqual([
			['stages.cable.planned_on', 'fibre_planned_order']
		]);
	});
});

describe('the curve of a programme', () => {
	it('weighs stages by homes', () => {
		const areas = [
			{ homes: 300, stages: stages(['2026-01-01', '2026-01-11']) },
			{ homes: 100, stages: stages(['2026-01-11', null]) }
		];
		const curve = progressCurve(areas, '2026-01-11');
		expect(curve[0]).toEqual({ day: '2026-01-01', planned: 300 / 2400, done: 0 });
		expect(curve.at(-1)).toEqual({ day: '2026-01-11', planned: 400 / 2400, done: 300 / 2400 });
		expect(progressCurve([], TODAY)).toEqual([]);
	});

	it('never falls, stops being done after today, and ends with all that is planned', () => {
		const day = fc.option(fc.integer({ min: -400, max: 400 }).map((n) => addDays(TODAY, n)));
		const area = fc.record({
			homes: fc.integer({ min: 1, max: 500 }),
			stages: fc.array(fc.tuple(day, day), { minLength: 6, maxLength: 6 }).map((d) => stages(...d))
		});
		fc.assert(
			fc.property(fc.array(area, { minLength: 1, maxLength: 6 }), (areas) => {
				const curve = progressCurve(areas, TODAY);
				const dated = areas.some((a) =>
					FIBRE_STAGES.some((s) => a.stages[s].planned_on ?? a.stages[s].done_on)
				);
				if (!dated) return expect(curve).toEqual([]);
				for (const [i, point] of curve.entries()) {
					const before = curve[i - 1];
					if (before) expect(point.planned).toBeGreaterThanOrEqual(before.planned);
					expect(point.done === null).toBe(point.day > TODAY);
					// Said again the slow way.
					let [due, whole] = [0, 0];
					for (const a of areas)
						for (const s of FIBRE_STAGES) {
							whole += a.homes;
							const planned = a.stages[s].planned_on;
							if (planned !== null && planned <= point.day) due += a.homes;
						}
					expect(point.planned).toBeCloseTo(due / whole, 12);
				}
			})
		);
	});
});
