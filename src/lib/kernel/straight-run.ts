import type { Position } from 'geojson';
import { simplifyLine } from './simplify.ts';

/** Where a straight label lies on a bent line. */
export interface StraightRun {
	/** Middle of the run, in the units of the line. */
	at: Position;
	/**
	 * Radians anticlockwise from the x axis in the line's own axes, within a quarter turn either way, so that text
	 * stands upright. (OpenLayers turns text clockwise on the screen: negate it for map coordinates.)
	 */
	angle: number;
	/** Length of the whole run; at least the length asked for. */
	length: number;
	/** How much the line turns within the run, degrees. */
	turn: number;
}

export interface StraightRunOptions {
	/** The most a run may turn in all, degrees. */
	maxTurn?: number;
	/** Bends smaller than this are noise of digitising, in the units of the line. */
	tolerance?: number;
}

/**
 * The straightest run of a line that is long enough for a label of the given length (pixels or metres, as the line);
 * of equally straight ones the longest. Null when every run is too short or turns too much.
 */
export function straightRun(
	line: readonly Position[],
	length: number,
	{ maxTurn = 20, tolerance = length / 40 }: StraightRunOptions = {}
): StraightRun | null {
	const bones = simplifyLine(line, tolerance);
	const { along, turned } = walk(bones);
	const total = along.at(-1) ?? 0;
	if (!(length > 0) || !(total >= length)) return null;
	let best: StraightRun & { start: number } = { at: [], angle: 0, length: 0, turn: Infinity, start: 0 };
	// A window over whole pieces: the best window can always be slid until it begins or ends at a bend.
	for (let first = 0, last = 1; first < bones.length; first++) {
		while (last < bones.length && value(along, last) - value(along, first) < length) last++;
		if (last >= bones.length) break;
		const start = value(along, first);
		const run = value(along, last) - start;
		const turn = last - first > 1 ? value(turned, last - 1) - value(turned, first) : 0;
		const straighter = Math.round(turn) - Math.round(best.turn);
		if (straighter < 0 || (straighter === 0 && run > best.length)) {
			best = { ...best, length: run, turn, start };
		}
	}
	if (best.turn > maxTurn) return null;
	const middle = best.start + best.length / 2;
	const [ax = 0, ay = 0] = pointAt(bones, along, middle - length / 2);
	const [bx = 0, by = 0] = pointAt(bones, along, middle + length / 2);
	const at = pointAt(bones, along, middle);
	return { at, angle: upright(Math.atan2(by - ay, bx - ax)), length: best.length, turn: best.turn };
}

/** Distance travelled and degrees turned up to each position. */
function walk(line: readonly Position[]): { along: number[]; turned: number[] } {
	const along = [0];
	const turned = [0];
	let heading: number | null = null;
	for (let i = 1; i < line.length; i++) {
		const [ax = NaN, ay = NaN] = line[i - 1] ?? [];
		const [bx = NaN, by = NaN] = line[i] ?? [];
		const next = Math.atan2(by - ay, bx - ax);
		const bend =
			heading === null ? 0 : Math.abs(Math.atan2(Math.sin(next - heading), Math.cos(next - heading)));
		// The bend belongs to the position before this piece.
		turned[i - 1] = value(turned, Math.max(0, i - 2)) + (bend * 180) / Math.PI;
		turned[i] = value(turned, i - 1);
		along[i] = value(along, i - 1) + Math.hypot(bx - ax, by - ay);
		heading = next;
	}
	return { along, turned };
}

function pointAt(line: readonly Position[], along: readonly number[], distance: number): Position {
	let i = 1;
	while (i < line.length - 1 && value(along, i) < distance) i++;
	const [ax = 0, ay = 0] = line[i - 1] ?? [];
	const [bx = 0, by = 0] = line[i] ?? [];
	const piece = value(along, i) - value(along, i - 1);
	const share = piece === 0 ? 0 : (distance - value(along, i - 1)) / piece;
	return [ax + share * (bx - ax), ay + share * (by - ay)];
}

function upright(angle: number): number {
	if (angle > Math.PI / 2) return angle - Math.PI;
	return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

function value(numbers: readonly number[], index: number): number {
	return numbers[index] ?? NaN;
}
