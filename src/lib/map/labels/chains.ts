/** A line as flat coordinates: x, y, x, y. */
export type Line = number[];

/**
 * Joins lines that meet end to end, so that a street cut into pieces at every crossing is one again. Where three meet
 * the straightest two belong together.
 */
export function joinChains(lines: readonly Line[]): Line[] {
	const chains = lines.filter((line) => line.length >= 4).map((line) => [...line]);
	for (;;) {
		const pair = straightestPair(chains);
		if (!pair) return chains;
		const [a, b, joined] = pair;
		chains.splice(Math.max(a, b), 1);
		chains.splice(Math.min(a, b), 1, joined);
	}
}

function straightestPair(chains: readonly Line[]): [number, number, Line] | null {
	const ends = new Map<string, { chain: number; atEnd: boolean }[]>();
	chains.forEach((line, chain) => {
		for (const atEnd of [false, true]) {
			const key = endKey(line, atEnd);
			const there = ends.get(key);
			if (there) there.push({ chain, atEnd });
			else ends.set(key, [{ chain, atEnd }]);
		}
	});
	for (const meeting of ends.values()) {
		let best: { a: (typeof meeting)[0]; b: (typeof meeting)[0]; turn: number } | null = null;
		for (const [i, a] of meeting.entries())
			for (const b of meeting.slice(i + 1)) {
				if (a.chain === b.chain) continue;
				const turn = turnBetween(chains[a.chain]!, a.atEnd, chains[b.chain]!, b.atEnd);
				if (turn < Math.PI / 3 && (!best || turn < best.turn)) best = { a, b, turn };
			}
		if (best) return [best.a.chain, best.b.chain, join(chains, best.a, best.b)];
	}
	return null;
}

function join(
	chains: readonly Line[],
	a: { chain: number; atEnd: boolean },
	b: { chain: number; atEnd: boolean }
): Line {
	const first = a.atEnd ? chains[a.chain]! : reversed(chains[a.chain]!);
	const second = b.atEnd ? reversed(chains[b.chain]!) : chains[b.chain]!;
	return [...first, ...second.slice(2)];
}

function reversed(line: Line): Line {
	const out: Line = [];
	for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i]!, line[i + 1]!);
	return out;
}

function endKey(line: Line, atEnd: boolean): string {
	const at = atEnd ? line.length - 2 : 0;
	// Tile coordinates are whole units before projection: a decimetre tells neighbours apart.
	return `${Math.round(line[at]! * 10)},${Math.round(line[at + 1]! * 10)}`;
}

/** How much one turns where the two meet, radians. */
function turnBetween(a: Line, aEnd: boolean, b: Line, bEnd: boolean): number {
	const into = heading(a, aEnd);
	const out = heading(b, bEnd) + Math.PI;
	return Math.abs(Math.atan2(Math.sin(out - into), Math.cos(out - into)));
}

/** Direction in which a line arrives at its end (or its start, read backwards). */
function heading(line: Line, atEnd: boolean): number {
	const at = atEnd ? line.length - 2 : 0;
	const before = atEnd ? at - 2 : 2;
	return Math.atan2(line[at + 1]! - line[before + 1]!, line[at]! - line[before]!);
}
