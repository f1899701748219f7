/** Correction bytes per block and number of blocks at level M (15 % may be damaged), versions 1 to 10. */
const BLOCKS = [
	[10, 1],
	[16, 1],
	[26, 1],
	[18, 2],
	[24, 2],
	[16, 4],
	[18, 4],
	[22, 4],
	[22, 5],
	[26, 5]
] as const;

export interface Version {
	number: number;
	size: number;
	/** Bytes of all kinds that fit into the symbol. */
	codewords: number;
	blocks: number;
	correctionPerBlock: number;
	dataBytes: number;
}

/** The smallest version that holds so many bytes of text at level M; undefined past version 10 (213 bytes). */
export function versionFor(bytes: number): Version | undefined {
	return BLOCKS.map((_, i) => version(i + 1)).find((v) => headerBits(v) + bytes * 8 <= v.dataBytes * 8);
}

/** Mode and length before the text. */
export function headerBits({ number }: Pick<Version, 'number'>): number {
	return 4 + (number < 10 ? 8 : 16);
}

export function version(number: number): Version {
	const [correctionPerBlock, blocks] = BLOCKS[number - 1] ?? BLOCKS[0];
	const size = 17 + 4 * number;
	const codewords = Math.floor(freeModules(number, size) / 8);
	return {
		number,
		size,
		codewords,
		blocks,
		correctionPerBlock,
		dataBytes: codewords - blocks * correctionPerBlock
	};
}

/** Centres of the small alignment squares, along one side. */
export function alignments(number: number): number[] {
	if (number === 1) return [];
	const last = 10 + 4 * number;
	if (number < 7) return [6, last];
	// Up to version 10 there are three.
	return [6, (6 + last) / 2, last];
}

/** Every module that is neither a pattern nor format or version information. */
function freeModules(number: number, size: number): number {
	const perSide = alignments(number).length;
	const squares = perSide ? perSide * perSide - 3 : 0;
	const onTiming = perSide > 2 ? 2 * (perSide - 2) : 0;
	const finders = 3 * 64;
	const timing = 2 * (size - 16) - onTiming * 5;
	const versions = number >= 7 ? 36 : 0;
	return size * size - finders - timing - squares * 25 - 31 - versions;
}
