import { addDays } from '#lib/kernel/dates.ts';
import type { ImportDig } from '#lib/modules/excavation/rules/index.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export interface Crowd {
	count: number;
	seed: number;
	/** Metres of the square's side; EPSG:22992, from `origin`. */
	side: number;
	origin?: readonly [number, number];
	/** Days over which the works begin. */
	span?: number;
	firstDay?: string;
	promoters?: number;
}

/**
 * Works as a city has them: bent lines of 5 to 300 metres along a grid of streets, gathered around a few centres,
 * some a point or a pit; days to weeks long; some emergencies, some cancelled.
 */
export function* randomDigs(crowd: Crowd): Generator<ImportDig> {
	const {
		count,
		seed,
		side,
		origin = [500_000, 930_000],
		span = 90,
		firstDay = '2026-12-01',
		promoters = 6
	} = crowd;
	const random = seeded(seed);
	const centres = Array.from({ length: 8 }, () => [random() * side, random() * side] as const);
	for (let i = 0; i < count; i++) {
		const at = place(random, side, centres);
		const geometry = shape(random, [origin[0] + at[0], origin[1] + at[1]]);
		const start = addDays(firstDay, Math.floor(random() * span));
		yield {
			source_id: `w${i}`,
			promoter: `جهة ${Math.floor(random() * promoters)}`,
			start,
			end: addDays(start, Math.floor(random() ** 2 * 40)),
			carriageway: random() < 0.4,
			category: random() < 0.05 ? 'emergency' : 'standard',
			state: random() < 0.05 ? 'cancelled' : 'planned',
			road_works: random() < 0.1,
			street: random() < 0.05 ? `طريق ${Math.floor(random() * 10)}` : null,
			geometry
		};
	}
}

function place(random: () => number, side: number, centres: (readonly [number, number])[]): [number, number] {
	if (random() < 0.4) return [random() * side, random() * side];
	const [x, y] = centres[Math.floor(random() * centres.length)]!;
	const spread = () => ((random() + random() + random()) / 1.5 - 1) * side * 0.08;
	return [x + spread(), y + spread()];
}

function shape(random: () => number, [x, y]: [number, number]): GeoJSON.Geometry {
	const kind = random();
	if (kind < 0.1) return { type: 'Point', coordinates: [x, y] };
	if (kind < 0.15) {
		const [w, h] = [2 + random() * 8, 2 + random() * 8];
		const ring = [
			[x, y],
			[x + w, y],
			[x + w, y + h],
			[x, y + h],
			[x, y]
		];
		return { type: 'Polygon', coordinates: [ring] };
	}
	const line = [[x, y]];
	let angle = Math.floor(random() * 4) * (Math.PI / 2) + 0.3;
	for (let k = 1 + Math.floor(random() * 4); k > 0; k--) {
		const length = 5 + random() ** 2 * 90;
		const [px = 0, py = 0] = line.at(-1)!;
		line.push([px + Math.cos(angle) * length, py + Math.sin(angle) * length]);
		angle += (random() - 0.5) * 0.6;
	}
	return { type: 'LineString', coordinates: line };
}
