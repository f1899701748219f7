import type { LabelCandidate, Standing } from './candidate.ts';

export interface PlaceOptions {
	/** EPSG:3857 metres per pixel. */
	resolution: number;
	/** Radians clockwise by which the map is turned. */
	rotation: number;
	/** What stood before: it stays where it can, so that nothing jumps. */
	before: ReadonlySet<LabelCandidate>;
	/** Labels at most. */
	limit: number;
	/** Words that a page has laid on the map: no name covers them. */
	held?: readonly Standing[];
}

/** Pixels of air around a label. */
const AIR = 3;
const CELL = 48;

/**
 * Chooses labels that do not touch each other: the more important first, what stood before among equals. A label is
 * covered by circles along its length, so that slanting names may pass close to each other.
 */
export function placeLabels(candidates: readonly LabelCandidate[], options: PlaceOptions): LabelCandidate[] {
	const sorted = [...candidates].sort(
		(a, b) =>
			Math.floor(a.rank) - Math.floor(b.rank) ||
			Number(options.before.has(b)) - Number(options.before.has(a)) ||
			a.rank - b.rank ||
			a.x - b.x
	);
	const taken = new Map<string, Circle[]>();
	const stands = new Map<string, LabelCandidate[]>();
	const placed: LabelCandidate[] = [];
	for (const candidate of candidates) {
		if (candidate.mark) occupy({ ...turned(candidate, options), r: candidate.mark }, taken);
	}
	const held = new Map<string, Circle[]>();
	for (const words of options.held ?? [])
		for (const circle of circlesOf(words, options)) {
			occupy(circle, taken);
			occupy(circle, held);
		}
	const covered = (label: LabelCandidate) => circlesOf(label, options).some((c) => touches(c, held));
	/** Those whose own place has words on it. */
	const moved = new Set(held.size ? candidates.filter((c) => !c.aside && covered(c)).map((c) => c.key) : []);
	for (const candidate of sorted) {
		if (placed.length >= options.limit) break;
		if (candidate.aside && !moved.has(candidate.key)) continue;
		const same = stands.get(candidate.key) ?? [];
		const near = candidate.repeat * options.resolution;
		if (same.some((s) => Math.hypot(s.x - candidate.x, s.y - candidate.y) < near)) continue;
		const circles = circlesOf(candidate, options);
		if (circles.some((c) => touches(c, taken))) continue;
		for (const circle of circles) occupy(circle, taken);
		stands.set(candidate.key, [...same, candidate]);
		placed.push(candidate);
	}
	return placed;
}

interface Circle {
	x: number;
	y: number;
	r: number;
}

/** A position in pixels of the turned map, y up. */
function turned({ x, y }: Standing, { resolution, rotation }: PlaceOptions): { x: number; y: number } {
	const cos = Math.cos(rotation);
	const sin = Math.sin(rotation);
	return { x: (x * cos + y * sin) / resolution, y: (y * cos - x * sin) / resolution };
}

/** The circles that cover a label, in pixels of the turned map. */
function circlesOf(label: Standing, options: PlaceOptions): Circle[] {
	const { x, y } = turned(label, options);
	const tilt = label.angle === null ? 0 : label.angle - options.rotation;
	const [ux, uy] = [Math.cos(tilt), Math.sin(tilt)];
	// `down` is across the text: below it as one reads it.
	const [cx, cy] = [x + uy * label.down, y - ux * label.down];
	const r = label.height / 2 + AIR;
	const half = Math.max(0, label.width / 2 - label.height / 4);
	const steps = Math.max(1, Math.ceil((half * 2) / (r * 1.5)));
	return Array.from({ length: steps + 1 }, (_, i) => {
		const along = -half + (2 * half * i) / steps;
		return { x: cx + ux * along, y: cy + uy * along, r };
	});
}

function touches(circle: Circle, taken: Map<string, Circle[]>): boolean {
	for (const key of cells(circle))
		for (const other of taken.get(key) ?? [])
			if (Math.hypot(other.x - circle.x, other.y - circle.y) < other.r + circle.r) return true;
	return false;
}

function occupy(circle: Circle, taken: Map<string, Circle[]>): void {
	for (const key of cells(circle)) {
		const there = taken.get(key);
		if (there) there.push(circle);
		else taken.set(key, [circle]);
	}
}

function* cells({ x, y, r }: Circle): Generator<string> {
	for (let cx = Math.floor((x - r) / CELL); cx <= Math.floor((x + r) / CELL); cx++)
		for (let cy = Math.floor((y - r) / CELL); cy <= Math.floor((y + r) / CELL); cy++) yield `${cx},${cy}`;
}
