/** A stream of reproducible chance. Two streams of one seed do not disturb each other. */
export interface Random {
	/** 0 <= n < 1 */
	next(): number;
	between(low: number, high: number): number;
	/** Whole number, both ends included. */
	int(low: number, high: number): number;
	chance(probability: number): boolean;
	pick<T>(items: readonly T[]): T;
}

/** The stream named `purpose` of a seed: what one part of the town draws never shifts what another draws. */
export function random(seed: number, purpose: string): Random {
	const next = sfc32(hash(`${seed}/${purpose}`));
	return {
		next,
		between: (low, high) => low + (high - low) * next(),
		int: (low, high) => low + Math.floor((high - low + 1) * next()),
		chance: (probability) => next() < probability,
		pick: (items) => {
			const item = items[Math.floor(next() * items.length)];
			if (item === undefined) throw new RangeError('nothing to pick from');
			return item;
		}
	};
}

/** FNV-1a, continued to give four 32-bit words. */
function hash(text: string): [number, number, number, number] {
	let h = 0x811c9dc5;
	const words = [0, 1, 2, 3].map((round) => {
		for (const c of `${round}${text}`) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
		return h;
	});
	return words as [number, number, number, number];
}

/** Chris Doty-Humphrey's small fast counter generator, warmed up. */
function sfc32([a, b, c, d]: [number, number, number, number]): () => number {
	const step = () => {
		const t = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + t) | 0;
		return (t >>> 0) / 4294967296;
	};
	for (let i = 0; i < 15; i++) step();
	return step;
}
