import type { Figures } from './figures.ts';
import type { Smoothness } from './pan.ts';
import type { Weighed } from './weigh.ts';

export interface MapMeasured {
	buildings: number;
	/** By the name of the page. */
	pans: Record<string, { drag: Smoothness; thrown: Smoothness }>;
	openings: Record<
		string,
		{
			ready: Figures;
			firstPaint: Figures;
			longestTask: Figures;
			tiles: number;
			dense: number;
			kilobytes: number;
			largest: number;
		}
	>;
	scripts: Weighed;
	megabytes: number;
}

export const MANY = 'buildings on';
export const EMPTY = 'no layers (baseline)';
export const FIRST = 'the city, as it opens';

const round = (value: number, digits = 1) => Number(value.toFixed(digits));
const spread = ({ p50, p95, max }: Figures) => ({ p50: round(p50), p95: round(p95), max: round(max) });

export function printMap({ pans, openings, scripts }: MapMeasured): void {
	console.log('\npanning: milliseconds from frame to frame');
	console.table(
		Object.fromEntries(
			Object.entries(pans).flatMap(([name, ways]) =>
				Object.entries(ways).map(([way, { frames, longTasks }]) => [
					`${name}, ${way}`,
					{
						frames: frames.count,
						...spread(frames),
						'long tasks': longTasks.count,
						longest: round(longTasks.max || 0)
					}
				])
			)
		)
	);
	console.log('\nopening the map: milliseconds from the navigation until every tile of the view is drawn');
	console.table(
		Object.fromEntries(
			Object.entries(openings).map(([name, { ready, firstPaint, longestTask }]) => [
				name,
				{
					times: ready.count,
					...spread(ready),
					'first paint': round(firstPaint.p50, 0),
					'longest task': round(longestTask.p50, 0)
				}
			])
		)
	);
	console.log('\nJavaScript until the map is drawn, kB by gzip; the largest files');
	console.table(scripts.largest.map(({ name, kilobytes }) => ({ name, kB: round(kilobytes) })));
}

/** Says of each goal whether this run met it. */
export function printGoals({ buildings, pans, openings, scripts, megabytes }: MapMeasured): unknown[] {
	const goals: { goal: string; value: number; wanted: string; met: boolean }[] = [];
	const atMost = (goal: string, value: number, most: number) =>
		goals.push({ goal, value: round(value), wanted: `<= ${most}`, met: value <= most });
	const { drag, thrown } = pans[MANY]!;
	goals.push({ goal: 'buildings in view', value: buildings, wanted: '>= 50000', met: buildings >= 50_000 });
	const dense = openings[MANY]!.dense;
	atMost('tiles of that view that only count them', dense, 0);
	atMost('p95 of frames while dragging, ms', drag.frames.p95, 33);
	atMost('p95 of frames while gliding, ms', thrown.frames.p95, 33);
	atMost('first full map (median), ms', openings[FIRST]!.ready.p50, 1500);
	atMost('JavaScript of the map page, kB gzip', scripts.kilobytes, 350);
	atMost('memory of the application after the walk, MB', megabytes, 400);
	console.log('\ngoals');
	console.table(goals);
	return goals;
}
