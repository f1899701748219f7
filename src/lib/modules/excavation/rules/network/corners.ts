import { turned } from './way.ts';

/** Corners this near to each other, in metres, are one. */
const SAME = 0.1;
/** Wider than any country in these units, so that two numbers make one key. */
const SPAN = 2 ** 27;

export const keyOf = (x: number, y: number): number => Math.round(x / SAME) * SPAN + Math.round(y / SAME);

/** Straight pieces: their corners, their first points, their lines; none from a corner to itself. */
export interface Segments {
	a: Int32Array;
	b: Int32Array;
	from: Int32Array;
	line: Int32Array;
	count: number;
}

/** Gives equal places one number, in `corner`. @returns how many there are. */
export function numberCorners(points: Float64Array, corner: Int32Array): number {
	const known = new Map<number, number>();
	for (let i = 0; i < corner.length; i++) {
		const key = keyOf(points[2 * i]!, points[2 * i + 1]!);
		let found = known.get(key);
		if (found === undefined) known.set(key, (found = known.size));
		corner[i] = found;
	}
	return known.size;
}

export function segmentsOf(first: Int32Array, corner: Int32Array): Segments {
	const most = Math.max(0, corner.length - (first.length - 1));
	const make = () => new Int32Array(most);
	const s: Segments = { a: make(), b: make(), from: make(), line: make(), count: 0 };
	for (let line = 0; line < first.length - 1; line++)
		for (let p = first[line]!; p < first[line + 1]! - 1; p++) {
			if (corner[p] === corner[p + 1]) continue;
			s.a[s.count] = corner[p]!;
			s.b[s.count] = corner[p + 1]!;
			s.from[s.count] = p;
			s.line[s.count] = line;
			s.count++;
		}
	return s;
}

/** 1 at nodes: corners where not exactly two pieces meet, or where the direction allowed changes. */
export function nodesAmong(
	places: number,
	{ a, b, line, count }: Segments,
	way: readonly number[]
): Uint8Array {
	const met = new Uint8Array(places);
	/** The ways of the first piece, seen from the corner. */
	const outward = new Uint8Array(places);
	const goesOn = new Uint8Array(places);
	const meet = (at: number, out: number) => {
		if (met[at] === 0) outward[at] = out;
		else if (met[at] === 1) goesOn[at] = out === turned(outward[at]!) ? 1 : 0;
		if (met[at]! < 3) met[at]!++;
	};
	for (let s = 0; s < count; s++) {
		meet(a[s]!, way[line[s]!]!);
		meet(b[s]!, turned(way[line[s]!]!));
	}
	const isNode = new Uint8Array(places);
	for (let c = 0; c < places; c++) isNode[c] = met[c] === 2 && goesOn[c] ? 0 : 1;
	return isNode;
}

/** The segments at each corner: those of corner c are `of[first[c]]` to `of[first[c + 1]]`. */
export function incidence(places: number, { a, b, count }: Segments): { first: Int32Array; of: Int32Array } {
	const first = new Int32Array(places + 1);
	for (let s = 0; s < count; s++) {
		first[a[s]! + 1]!++;
		first[b[s]! + 1]!++;
	}
	for (let c = 0; c < places; c++) first[c + 1]! += first[c]!;
	const of = new Int32Array(2 * count);
	const at = first.slice(0, -1);
	for (let s = 0; s < count; s++) {
		of[at[a[s]!]!++] = s;
		of[at[b[s]!]!++] = s;
	}
	return { first, of };
}
