import { addDays } from '#lib/kernel/dates.ts';
import type { PlanRow } from '#lib/modules/excavation/rules/index.ts';
import { seeded } from '../builders/random-digs.ts';

/** A quarter's works of a city of 30 by 12 kilometres, in planar metres of EPSG:22992. */
export interface City {
	works: number;
	seed: number;
	firstDay: string;
	/** Days of the period; every work wishes to lie within it. */
	span: number;
}

const [WIDTH, HEIGHT] = [30_000, 12_000];
const ORIGIN = [500_000, 930_000] as const;
const PROMOTERS = ['مياه الشرب', 'الصرف الصحي', 'الغاز', 'الكهرباء', 'الاتصالات', 'الطرق', 'المحمول'];

/**
 * Works as a city has them: a third in a few busy quarters, a third in the programmes of one promoter along a street,
 * the rest anywhere; mostly short ones. Streets are a grid of 90 metre pieces.
 */
export function* plannedQuarter({ works, seed, firstDay, span }: City): Generator<PlanRow & { row: number }> {
	const random = seeded(seed);
	const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
	const centres = Array.from({ length: 12 }, () => [random() * WIDTH, random() * HEIGHT] as const);
	const spread = () => (random() + random() + random() - 1.5) * 2;
	let programme = { left: 0, at: [0, 0] as Point, east: true, promoter: '', start: 0 };
	for (let i = 0; i < works; i++) {
		const kind = random();
		let at: Point = [random() * WIDTH, random() * HEIGHT];
		const { category, days } = size(random);
		const last = span - days;
		const wish = (from: number, within: number) => Math.min(last, from + Math.floor(random() * within));
		let [east, promoter, start] = [random() < 0.5, pick(PROMOTERS), wish(0, last + 1)];
		if (kind < 0.4) {
			const [x, y] = pick(centres);
			at = [x + spread() * 420, y + spread() * 350];
		} else if (kind < 0.6) {
			if (programme.left === 0) programme = { left: 3 + Math.floor(random() * 6), at, east, promoter, start };
			({ at, east, promoter } = programme);
			start = wish(programme.start, 10);
			programme.left -= 1;
			programme.at = east ? [at[0] + 90, at[1]] : [at[0], at[1] + 90];
		}
		yield {
			row: i + 1,
			source_id: `w${i}`,
			promoter,
			category,
			start: addDays(firstDay, start),
			end: addDays(firstDay, start + days - 1),
			carriageway: random() < 0.4,
			geometry: trench(random, at, east)
		};
	}
}

type Point = readonly [number, number];

/** Days by category, as of a month of works in one English district: six in ten take at most three days. */
function size(random: () => number): { category: string; days: number } {
	const kind = random();
	if (kind < 0.6) return { category: 'minor', days: 1 + Math.floor(random() * 3) };
	if (kind < 0.88) return { category: 'standard', days: 4 + Math.floor(random() * 7) };
	return { category: 'major', days: 11 + Math.floor(random() * 20) };
}

/** Beside the centre line of the nearest street of the grid, each promoter's at a distance of its own. */
function trench(random: () => number, [x, y]: Point, east: boolean): GeoJSON.Geometry {
	const street = Math.round((east ? y : x) / 90) * 90 + (random() - 0.5) * 6;
	const from = east ? x : y;
	const length = random() < 0.5 ? 2 + random() * 8 : 10 + random() ** 2 * 110;
	const place = (along: number) =>
		east ? [ORIGIN[0] + along, ORIGIN[1] + street] : [ORIGIN[0] + street, ORIGIN[1] + along];
	return { type: 'LineString', coordinates: [place(from), place(from + length)] };
}
