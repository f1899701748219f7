import { LIMIT_S, type Closure } from './closure.ts';
import { doorOf, gatesAround, secondsToDoor, type Door } from './places.ts';
import { bestWay, secondsFrom, type Closed, type Way } from './search.ts';
import type { CarePlace, RoadGraph } from './types.ts';

/** A place of care and where it meets the street. */
export interface PlacedCare {
	place: CarePlace;
	door: Door;
	/** Seconds from the nearest main road while nothing is closed; Infinity when no way leads there. */
	usual_s: number;
}

/** The places of a kind, seen from the streets. */
interface Doors {
	/** At each node beside a door: the place nearest from there, and the seconds between. */
	at: ReadonlyMap<number, { place: CarePlace; seconds: number }>;
	/** From each node, while nothing is closed: no way is ever shorter. */
	least: Float32Array;
}

/** Hospitals as ambulances arrive there, fire stations as engines leave. */
export interface Care {
	hospital: Doors;
	fire_station: Doors;
}

/** Places with their doors; those that no street leads to are left out. */
export function placed(graph: RoadGraph, places: readonly CarePlace[]): PlacedCare[] {
	const gates = gatesAround(graph, new Set());
	return places.flatMap((place) => {
		const door = doorOf(graph, place);
		if (!door) return [];
		const usual = secondsToDoor(graph, door, gates, { closed: new Set(), limit: LIMIT_S });
		return [{ place, door, usual_s: usual.seconds }];
	});
}

export function careOf(graph: RoadGraph, places: readonly PlacedCare[]): Care {
	const of = (kind: Rescue['kind'], side: 'arriving' | 'leaving'): Doors => {
		const at = new Map<number, { place: CarePlace; seconds: number }>();
		for (const { place, door } of places)
			for (const [node, seconds] of place.kind === kind ? door[side] : [])
				if (!(at.has(node) && at.get(node)!.seconds <= seconds)) at.set(node, { place, seconds });
		const sources = [...at].map(([node, { seconds }]) => [node, seconds] as const);
		return { at, least: secondsFrom(graph, sources, side === 'arriving') };
	};
	return { hospital: of('hospital', 'arriving'), fire_station: of('fire_station', 'leaving') };
}

/** The way from a barrier to the nearest hospital, or to it from the nearest fire station. */
export interface Rescue {
	kind: 'hospital' | 'fire_station';
	/** The end of a closed piece. */
	end: number;
	/** While only this work closes its streets; null when none leads there. */
	way: Way | null;
}

const reckoned = new WeakMap<Closure, { care: Care; rescues: Rescue[] }>();

/** The ways to rescue of each barrier of a work; reckoned once for each closure. */
export function rescuesOf(graph: RoadGraph, closure: Closure, care: Care): Rescue[] {
	const known = reckoned.get(closure);
	if (known?.care === care) return known.rescues;
	const rescues = (['hospital', 'fire_station'] as const).flatMap((kind) =>
		closure.ends.map((end): Rescue => {
			const way = rescueWay(graph, care, { kind, end }, closure.edges);
			return { kind, end, way };
		})
	);
	reckoned.set(closure, { care, rescues });
	return rescues;
}

/** @param limit in seconds; a way that is longer is none. */
export function rescueWay(
	graph: RoadGraph,
	care: Care,
	{ kind, end }: Pick<Rescue, 'kind' | 'end'>,
	closed: Closed,
	limit = LIMIT_S
): Way | null {
	const { at, least } = care[kind];
	if (!at.size) return null;
	const search = { closed, limit, backwards: kind === 'fire_station' };
	return bestWay(
		graph,
		[[end, 0]],
		(n) => at.get(n)?.seconds,
		search,
		(n) => SHY * least[n]!
	);
}

/** Floats round; a guess must not say too much. */
const SHY = 0.999;
