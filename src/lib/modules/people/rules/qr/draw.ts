import { alignments, type Version } from './layout.ts';
import { MASKS, penalty } from './mask.ts';

type Grid = boolean[][];

/** Draws patterns, bytes and the mask that is easiest to read. */
export function draw(version: Version, bytes: readonly number[]): Grid {
	const { size } = version;
	const modules: Grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
	/** Modules of patterns and information, which neither bytes nor masks touch. */
	const fixed: Grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
	const set = (x: number, y: number, dark: boolean) => {
		modules[y]![x] = dark;
		fixed[y]![x] = true;
	};
	drawPatterns(version, set);
	drawFormat(size, 0, set);
	placeBytes(modules, fixed, bytes);
	const tried = MASKS.map((mask, number) => {
		const copy = modules.map((row, y) => row.map((dark, x) => dark !== (!fixed[y]![x] && mask(x, y))));
		drawFormat(size, number, (x, y, dark) => (copy[y]![x] = dark));
		return { copy, score: penalty(copy) };
	});
	return tried.reduce((best, next) => (next.score < best.score ? next : best)).copy;
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawPatterns({ number, size }: Version, set: Set): void {
	for (let i = 0; i < size; i++) {
		set(6, i, i % 2 === 0);
		set(i, 6, i % 2 === 0);
	}
	const finder = (cx: number, cy: number) => {
		for (let dy = -4; dy <= 4; dy++)
			for (let dx = -4; dx <= 4; dx++) {
				const ring = Math.max(Math.abs(dx), Math.abs(dy));
				const [x, y] = [cx + dx, cy + dy];
				if (x >= 0 && y >= 0 && x < size && y < size) set(x, y, ring !== 2 && ring !== 4);
			}
	};
	finder(3, 3);
	finder(size - 4, 3);
	finder(3, size - 4);
	const places = alignments(number);
	for (const cx of places)
		for (const cy of places) {
			const corner = (cx === 6 && (cy === 6 || cy === size - 7)) || (cx === size - 7 && cy === 6);
			if (corner) continue;
			for (let dy = -2; dy <= 2; dy++)
				for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
		}
	if (number < 7) return;
	const bits = (number << 12) | remainder(number, 12, 0x1f25);
	for (let i = 0; i < 18; i++) {
		const dark = ((bits >>> i) & 1) === 1;
		const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
		set(a, b, dark);
		set(b, a, dark);
	}
}

/** Level M and the mask's number, twice, with their own correction. */
function drawFormat(size: number, mask: number, set: Set): void {
	const data = (0b00 << 3) | mask;
	const bits = ((data << 10) | remainder(data, 10, 0x537)) ^ 0x5412;
	const bit = (i: number) => ((bits >>> i) & 1) === 1;
	for (let i = 0; i <= 5; i++) set(8, i, bit(i));
	set(8, 7, bit(6));
	set(8, 8, bit(7));
	set(7, 8, bit(8));
	for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
	for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
	for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
	set(8, size - 8, true);
}

/** The remainder of a polynomial over single bits. */
function remainder(data: number, degree: number, polynomial: number): number {
	let rest = data;
	for (let i = 0; i < degree; i++) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * polynomial);
	return rest;
}

/** Two columns at a time from the right, up and down in turn, leaving out the upright timing line. */
function placeBytes(modules: Grid, fixed: Grid, bytes: readonly number[]): void {
	const size = modules.length;
	let i = 0;
	for (let right = size - 1; right >= 1; right -= 2) {
		if (right === 6) right = 5;
		const upward = ((right + 1) & 2) === 0;
		for (let step = 0; step < size; step++)
			for (const x of [right, right - 1]) {
				const y = upward ? size - 1 - step : step;
				if (fixed[y]![x] || i >= bytes.length * 8) continue;
				modules[y]![x] = (((bytes[i >>> 3] ?? 0) >>> (7 - (i & 7))) & 1) === 1;
				i++;
			}
	}
}
