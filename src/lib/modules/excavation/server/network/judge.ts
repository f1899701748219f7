import { fromLegal } from '#lib/kernel/crs.ts';
import {
	addedBy,
	byWeight,
	networkEffects,
	placesAtRisk,
	type Closure,
	type NetworkEffect,
	type KeptEffect,
	type KeptEvidence,
	type PlacedCare,
	type RoadGraph
} from '../../rules/network/index.ts';
import { closureFor, type ClosingWork } from './closing.ts';
import type { RoadNetwork } from './load.ts';

/** What two closures do together: told, and the ways that are lost, as lines of EPSG:22992. */
export interface Judged {
	evidence: KeptEvidence;
	lost: [number, number][][];
}

/** No more effects of one pair are told; the heaviest are. */
const MOST_TOLD = 6;

/**
 * Rule C9 of one closing work against others, each pair by itself; null where the pair does nothing together.
 * @param minutes added minutes that count, of each pair.
 * @param reach_m places farther from both closures do not count.
 */
export function judgeClosings(
	network: RoadNetwork,
	me: ClosingWork,
	others: readonly (ClosingWork & { minutes: number })[],
	reach_m: number
): (Judged | null)[] {
	const mine = closureFor(network, me);
	if (!others.length || !mine.edges.size) return others.map(() => null);
	const theirs = others.map((other) => closureFor(network, other));
	const least = Math.min(...others.map((o) => o.minutes));
	const near = placesNear(network.graph, network.places, [mine, ...theirs], reach_m);
	const atRisk = placesAtRisk(network.graph, [mine, ...theirs], near, least);
	return theirs.map((closure, i) => {
		if (!closure.edges.size) return null;
		const effects = networkEffects(network.graph, mine, closure, {
			care: network.care,
			atRisk: placesNear(network.graph, atRisk, [mine, closure], reach_m),
			minutes: others[i]!.minutes
		});
		if (!effects.length) return null;
		const told = effects.slice(0, MOST_TOLD);
		return { evidence: { effects: told.map(tell).sort(byWeight) }, lost: told.map((e) => e.alone) };
	});
}

function placesNear(
	{ x, y }: RoadGraph,
	places: readonly PlacedCare[],
	closures: readonly Closure[],
	reach_m: number
): PlacedCare[] {
	const ends = closures.flatMap((c) => c.ends);
	return places.filter(({ place }) =>
		ends.some((n) => Math.hypot(x[n]! - place.x, y[n]! - place.y) <= reach_m)
	);
}

function tell(effect: NetworkEffect): KeptEffect {
	const { kind, of, place, alone_s, both_s, alone, both } = effect;
	const added = addedBy(effect);
	return {
		kind,
		of,
		place: place && { id: place.id, kind: place.kind, name: place.name, at: lonLat([place.x, place.y]) },
		minutes_alone: tenths(alone_s),
		minutes_both: both_s === null ? null : tenths(both_s),
		added_minutes: Number.isFinite(added) ? tenths(added) : null,
		alone: toLine(alone),
		both: both && toLine(both)
	};
}

const tenths = (seconds: number) => Math.round(seconds / 6) / 10;

const lonLat = (point: [number, number]): [number, number] =>
	fromLegal(4326, point).map((n) => Math.round(n * 1e7) / 1e7) as [number, number];

const toLine = (line: [number, number][]): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates: line.map(lonLat)
});
