import { LIMIT_S, type Closure, type Detour } from './closure.ts';
import { gatesAround, secondsToDoor, type Gates } from './places.ts';
import { rescuesOf, rescueWay, type Care, type PlacedCare, type Rescue } from './rescue.ts';
import { lineOf, wayBetween, type Closed, type Way } from './search.ts';
import type { CarePlace, RoadGraph } from './types.ts';

/**
 * What two closures do together that neither does alone. `detour`: to the way round one of them. `access`: to the
 * way from the main roads to a place. `rescue`: to the way from the barrier to the nearest hospital, or from the
 * nearest fire station to the barrier.
 */
export interface NetworkEffect {
	kind: 'detour' | 'access' | 'rescue';
	/** Whose way round it is, or whose barrier; null for a place. */
	of: 'a' | 'b' | null;
	place: CarePlace | null;
	/** Seconds while only one is closed (the slower of both cases); with both, null when no way is left. */
	alone_s: number;
	both_s: number | null;
	/** The way while only one is closed, and with both (EPSG:22992). */
	alone: [number, number][];
	both: [number, number][] | null;
}

interface Pair {
	graph: RoadGraph;
	a: Closure;
	b: Closure;
	closed: Closed;
	gates: Gates;
	/** More than these seconds longer counts. */
	most_s: number;
}

/**
 * Rule C9: what closing both works' streets together cuts, or makes more than so many minutes longer than closing
 * either alone. Times are by car with the speeds of the graph; a way longer than an hour counts as none.
 *  - detour: the way round A's closed streets leads through B's, and the way round both is longer or there is none;
 *    likewise for B.
 *  - access: the way from the nearest main road (secondary or higher, 400 m from every closed street) to a hospital,
 *    a fire station or a school.
 *  - rescue: the way from either end of a closed piece to the nearest hospital, and to it from the nearest fire station.
 * @param atRisk the places within reach of either closure that need a look (`placesAtRisk`).
 * @returns what cuts first, then by minutes added.
 */
export function networkEffects(
	graph: RoadGraph,
	a: Closure,
	b: Closure,
	{ care, atRisk, minutes }: { care: Care; atRisk: readonly PlacedCare[]; minutes: number }
): NetworkEffect[] {
	const closed = new Set([...a.edges, ...b.edges]);
	const pair: Pair = { graph, a, b, closed, gates: gatesAround(graph, closed), most_s: minutes * 60 };
	const effects = [
		worst(a.detours.flatMap((d) => detourLost(pair, d, b, 'a'))),
		worst(b.detours.flatMap((d) => detourLost(pair, d, a, 'b'))),
		...atRisk.map((p) => accessLost(pair, p, a, b)),
		...(['hospital', 'fire_station'] as const).map((kind) =>
			worst([...rescuesLost(pair, care, kind, 'a'), ...rescuesLost(pair, care, kind, 'b')])
		)
	];
	return effects.filter((e) => e !== null).sort(heavierFirst);
}

/**
 * The places that some of these closures together may matter to: with all closed at once, the way from the main
 * network is by the minutes that count longer than with none. Only they need a look pair by pair.
 */
export function placesAtRisk(
	graph: RoadGraph,
	closures: readonly Closure[],
	places: readonly PlacedCare[],
	minutes: number
): PlacedCare[] {
	const closed = new Set(closures.flatMap((c) => [...c.edges]));
	const gates = gatesAround(graph, closed);
	return places.filter(({ door, usual_s }) => {
		const limit = usual_s + minutes * 60;
		return Number.isFinite(limit) && !(secondsToDoor(graph, door, gates, { closed, limit }).seconds <= limit);
	});
}

/** Seconds added; Infinity when cut. */
export const addedBy = (e: Pick<NetworkEffect, 'alone_s' | 'both_s'>): number =>
	e.both_s === null ? Infinity : e.both_s - e.alone_s;

function heavierFirst(x: NetworkEffect, y: NetworkEffect): number {
	const [p, q] = [addedBy(x), addedBy(y)];
	return p === q ? 0 : q > p ? 1 : -1;
}

const worst = (effects: NetworkEffect[]): NetworkEffect | null => effects.sort(heavierFirst)[0] ?? null;

function detourLost(
	{ graph, closed, most_s }: Pair,
	{ from, to, alone }: Detour,
	other: Closure,
	of: 'a' | 'b'
): NetworkEffect[] {
	if (!alone?.edges.some((e) => other.edges.has(e))) return [];
	const both = wayBetween(graph, from, to, { closed, limit: LIMIT_S });
	if (both && both.seconds - alone.seconds <= most_s) return [];
	return [
		{
			kind: 'detour',
			of,
			place: null,
			alone_s: alone.seconds,
			both_s: both?.seconds ?? null,
			alone: lineOf(graph, alone.edges, from),
			both: both && lineOf(graph, both.edges, from)
		}
	];
}

function accessLost(
	pair: Pair,
	{ place, door, usual_s }: PlacedCare,
	a: Closure,
	b: Closure
): NetworkEffect | null {
	const { graph, closed, gates, most_s } = pair;
	const to = (shut: Closed, limit: number) => secondsToDoor(graph, door, gates, { closed: shut, limit });
	// No way was ever shorter than the usual one, so this one cannot have grown by more.
	if (to(closed, usual_s + most_s).seconds <= usual_s + most_s) return null;
	const both = to(closed, LIMIT_S);
	const [onlyA, onlyB] = [to(a.edges, LIMIT_S), to(b.edges, LIMIT_S)];
	const alone = onlyA.seconds > onlyB.seconds ? onlyA : onlyB;
	if (!(both.seconds - alone.seconds > most_s)) return null;
	return {
		kind: 'access',
		of: null,
		place,
		alone_s: alone.seconds,
		both_s: Number.isFinite(both.seconds) ? both.seconds : null,
		alone: lineOf(graph, alone.edges, alone.from),
		both: Number.isFinite(both.seconds) ? lineOf(graph, both.edges, both.from) : null
	};
}

/** Of one work's ways to rescue, those that the other's streets are part of. */
function rescuesLost(pair: Pair, care: Care, kind: Rescue['kind'], of: 'a' | 'b'): NetworkEffect[] {
	const { graph, closed, most_s } = pair;
	const [own, other] = of === 'a' ? [pair.a, pair.b] : [pair.b, pair.a];
	return rescuesOf(graph, own, care).flatMap((rescue) => {
		if (rescue.kind !== kind || !rescue.way?.edges.some((e) => other.edges.has(e))) return [];
		if (rescueWay(graph, care, rescue, closed, rescue.way.seconds + most_s)) return [];
		const both = rescueWay(graph, care, rescue, closed);
		const onlyOther = rescueWay(graph, care, rescue, other.edges);
		if (!onlyOther) return [];
		const alone = rescue.way.seconds > onlyOther.seconds ? rescue.way : onlyOther;
		if (both && both.seconds - alone.seconds <= most_s) return [];
		const line = (way: Way) => lineOf(graph, way.edges, kind === 'hospital' ? rescue.end : way.node);
		return [
			{
				kind: 'rescue' as const,
				of,
				place: care[kind].at.get((both ?? alone).node)?.place ?? null,
				alone_s: alone.seconds,
				both_s: both?.seconds ?? null,
				alone: line(alone),
				both: both && line(both)
			}
		];
	});
}
