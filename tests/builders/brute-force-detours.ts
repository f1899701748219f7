import { boxOf, distanceBetween, figureOf, sharedDays, type Box, type Figure } from './brute-force-pairs.ts';

/**
 * Rule C5 from its published words, with nothing of the product: every work against every detour, line and stop.
 * Shapes in planar metres.
 */
export interface C5Work {
	id: string;
	geometry: GeoJSON.Geometry;
	start: string;
	end: string;
	carriageway: boolean;
	detours: readonly GeoJSON.LineString[];
}

export interface Ridden {
	id: string;
	stop: boolean;
	geometry: GeoJSON.Geometry;
}

export interface C5Truth {
	/** The two works in order, or the work and what it meets. */
	between: string;
	/** Whose detours are touched. */
	led: string[];
	days: number;
	distance: number;
}

export function bruteForceDetours(works: readonly C5Work[], ridden: readonly Ridden[]): C5Truth[] {
	const found = new Map<string, C5Truth>();
	const note = (between: string, led: string[], days: number, distance: number) => {
		const known = found.get(between);
		found.set(between, {
			...{ between, days },
			led: [...(known?.led ?? []), ...led].sort(),
			distance: Math.min(distance, known?.distance ?? Infinity)
		});
	};
	const figures = new Map(works.map((w) => [w.id, figureOf(w.geometry)]));
	const things = ridden.map((r) => ({ ...r, parts: partsOf(r.geometry) }));
	const ways = new Map(works.map((w) => [w.id, w.detours.map(figureOf)]));
	for (const work of works) {
		const figure = figures.get(work.id)!;
		const own = work.carriageway ? 10 : 5;
		for (const other of works) {
			const days = sharedDays(period(work), period(other));
			if (other === work || days === 0 || other.detours.length === 0) continue;
			const distance = nearest(figure, ways.get(other.id)!);
			if (distance <= own + 5) note([work.id, other.id].sort().join('+'), [other.id], days, distance);
		}
		for (const { id, stop, parts } of things) {
			const distance = nearest(figure, parts);
			if (distance <= own + (stop ? 10 : 4))
				note(`${work.id}+${id}`, [], sharedDays(period(work), period(work)), distance);
		}
	}
	return [...found.values()];
}

const nearest = (figure: Figure, others: readonly Figure[]) =>
	Math.min(...others.map((o) => (farApart(figure, o) ? Infinity : distanceBetween(figure, o))));

const boxes = new WeakMap<Figure, Box>();

/** By more than any two buffers together. */
function farApart(a: Figure, b: Figure): boolean {
	const [p, q] = [a, b].map((f) => {
		const box = boxes.get(f) ?? boxOf(f);
		boxes.set(f, box);
		return box;
	}) as [Box, Box];
	return p[0] - q[2] > 25 || q[0] - p[2] > 25 || p[1] - q[3] > 25 || q[1] - p[3] > 25;
}

const partsOf = (geometry: GeoJSON.Geometry): Figure[] =>
	geometry.type === 'MultiLineString'
		? geometry.coordinates.map((coordinates) => figureOf({ type: 'LineString', coordinates }))
		: [figureOf(geometry)];

const period = ({ start, end }: C5Work) =>
	[start, end].map((day) => Math.round(Date.parse(`${day}T12:00:00Z`) / 86_400_000)) as [number, number];
