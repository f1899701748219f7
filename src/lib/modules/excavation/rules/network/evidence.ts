import type { Bilingual } from '#lib/kernel/layer.ts';
import type { CarePlace } from './types.ts';
import type { NetworkEffect } from './effects.ts';

/** An effect of two closures as it is kept with the pair. Lines in WGS84. */
export interface KeptEffect {
	kind: NetworkEffect['kind'];
	/** Of the pair's two works, as `a` and `b` of the record; in a check, `a` is the work asked about. */
	of: 'a' | 'b' | null;
	place: { id: string; kind: CarePlace['kind']; name: Bilingual; at: [number, number] } | null;
	/** By car, while only one of the two is closed (the slower case). */
	minutes_alone: number;
	/** With both; null when no way is left. */
	minutes_both: number | null;
	added_minutes: number | null;
	alone: GeoJSON.LineString;
	both: GeoJSON.LineString | null;
}

/** What rule C9 knows of a pair; the heaviest effect first. */
export interface KeptEvidence {
	effects: KeptEffect[];
}

/** An effect as people and programs are told it. */
export interface ToldEffect extends KeptEffect {
	/** In words, both languages. */
	reason: Bilingual;
}

export interface NetworkEvidence {
	effects: ToldEffect[];
}

/** What a person is told: of both works' ways round only the heavier, each place once for each way to it. */
export function tellingEffects<T extends KeptEffect>(effects: readonly T[]): T[] {
	const seen = new Set<string>();
	return effects.filter((e) => {
		const key = `${e.kind} ${e.place?.id}`;
		return !seen.has(key) && seen.add(key);
	});
}

/** What cuts first, then by minutes added; of equals always in one order. */
export function byWeight(x: KeptEffect, y: KeptEffect): number {
	const [p, q] = [x.added_minutes ?? Infinity, y.added_minutes ?? Infinity];
	if (p !== q) return q > p ? 1 : -1;
	const [k, l] = [x, y].map((e) => `${e.kind} ${e.of} ${e.place?.id}`) as [string, string];
	return k < l ? -1 : k > l ? 1 : 0;
}
