import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import { buildGraph, careOf, closureOf, networkEffects, USUAL_SPEEDS, type Closure } from './index.ts';
import { secondsFrom, wayBetween } from './search.ts';
import type { RoadGraph, StreetLine } from './types.ts';

const STREETS = '../shared/data/alexandria_streets_osm.geojson';

function streets(): StreetLine[] {
	const { features } = JSON.parse(
		readFileSync(STREETS, 'utf8')
	) as GeoJSON.FeatureCollection<GeoJSON.LineString>;
	return features.map(({ geometry, properties }) => ({
		points: geometry.coordinates.flatMap((p) => transform(4326, 22992, p as [number, number])),
		kind: (properties?.highway as string | undefined) ?? null,
		oneway: (properties?.oneway as string | undefined) ?? null
	}));
}

/** Every so many-th piece of a main road, each closed by a work of its own. */
function closuresOf(graph: RoadGraph, count: number): Closure[] {
	const pieces = [...graph.main.keys()].filter((e) => graph.main[e]);
	const step = Math.floor(pieces.length / count);
	return pieces.filter((_, i) => i % step === 0).map((edge) => closureOf(graph, new Set([edge])));
}

describe.skipIf(!existsSync(STREETS))('the streets of Alexandria (needs ../shared/data)', () => {
	const graph = existsSync(STREETS) ? buildGraph(streets(), USUAL_SPEEDS) : (undefined as never);

	it('make one network but for small pockets', () => {
		expect(graph.x.length).toBeGreaterThan(30_000);
		const start = graph.ends[2 * graph.main.indexOf(1)]!;
		const reached = secondsFrom(graph, [[start, 0]], false).filter(Number.isFinite).length;
		expect(reached / graph.x.length).toBeGreaterThan(0.9);
	});

	it('give closures of main roads ways round, and what rule C9 says of pairs is so', () => {
		const closures = closuresOf(graph, 120);
		expect(closures.filter((c) => c.detours.some((d) => d.alone)).length).toBeGreaterThan(60);
		let found = 0;
		const care = careOf(graph, []);
		for (const a of closures)
			for (const { from, to, alone } of a.detours) {
				if (!alone?.edges.length) continue;
				// A work that closes the middle of the way round.
				const b = closureOf(graph, new Set([alone.edges[alone.edges.length >> 1]!]));
				const effects = networkEffects(graph, a, b, { care, atRisk: [], minutes: 5 });
				found += effects.length;
				for (const { alone_s, both_s } of effects)
					expect(both_s === null || both_s > alone_s + 300).toBe(true);
				const closed = new Set([...a.edges, ...b.edges]);
				const both = wayBetween(graph, from, to, { closed, limit: 3600 });
				const lost = !both || both.seconds - alone.seconds > 300;
				if (lost) expect(effects.some((e) => e.kind === 'detour' && e.of === 'a')).toBe(true);
			}
		expect(found).toBeGreaterThan(0);
	});
});
