import type { Bilingual } from '#lib/kernel/layer.ts';
import { at, lerp, type Pt } from '../geometry/vector.ts';
import type { Street } from '../network/streets.ts';
import { random } from '../random.ts';
import { STREET_NAMES } from '../recipe.ts';

/** Lanes shorter than this bear a number, metres. */
const SHORT = 75;

/** Where a street lies: the middle of its longest part. */
export function middleOf(street: Street): Pt {
	const edges = street.chains.flat().map((step) => step.edge);
	const longest = edges.reduce((a, b) => (b.length > a.length ? b : a));
	const half = longest.points.length >> 1;
	return lerp(at(longest.points, half - 1), at(longest.points, half), 0.5);
}

/**
 * A name of its own for every street: the plan's names, words for the longer ones, numbers for short lanes and in
 * the industrial quarter.
 */
export function nameStreets(streets: readonly Street[], seed: number): Map<Street, Bilingual> {
	const rng = random(seed, 'street names');
	const words = [...STREET_NAMES.words];
	for (let i = words.length - 1; i > 0; i--) {
		const j = rng.int(0, i);
		[words[i], words[j]] = [at(words, j), at(words, i)];
	}
	const names = new Map<Street, Bilingual>();
	const counts = { lane: 0, works: 0, street: 0 };
	for (const street of streets.toSorted((a, b) => b.length - a.length)) {
		const tag = at(street.chains.flat(), 0).edge.tag;
		const planned = tag.main === undefined ? undefined : STREET_NAMES.mains[tag.main];
		names.set(street, planned ?? invented(street, tag.kind, tag.quarter === 'works'));
	}
	return names;

	function invented(street: Street, kind: string, works: boolean): Bilingual {
		if (works) return { ar: `شارع الورش ${++counts.works}`, en: `Workshops Street ${counts.works}` };
		const narrow = kind === 'service';
		if (street.length < SHORT && narrow) return { ar: `حارة ${++counts.lane}`, en: `Lane ${counts.lane}` };
		const word = words.pop();
		if (!word) return { ar: `شارع ${++counts.street}`, en: `Street ${counts.street}` };
		return narrow
			? { ar: `حارة ${word.ar}`, en: `${word.en} Lane` }
			: { ar: `شارع ${word.ar}`, en: `${word.en} Street` };
	}
}
