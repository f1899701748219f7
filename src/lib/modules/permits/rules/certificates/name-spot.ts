export type Spot = readonly [east: number, north: number];
export type Stroke = readonly [Spot, Spot];

/** A name that is written along its street. Metres. */
interface Name {
	/** Unit vector along the street. */
	along: Spot;
	/** Half of its length. */
	half: number;
	/** How far it keeps from what is drawn. */
	clear: number;
}

/** Points of a name at which its distance is measured. */
const SAMPLES = 9;

/** Where a street's name stands: the first of the spots at which no stroke crosses it; the first one failing that. */
export function nameSpot(spots: readonly Spot[], name: Name, strokes: readonly Stroke[]): Spot | undefined {
	const free = (spot: Spot) =>
		samplesOf(spot, name).every((point) => strokes.every((stroke) => distance(point, stroke) >= name.clear));
	return spots.find(free) ?? spots[0];
}

function samplesOf([x, y]: Spot, { along: [ux, uy], half }: Name): Spot[] {
	return Array.from({ length: SAMPLES }, (_, i) => {
		const t = half * ((2 * i) / (SAMPLES - 1) - 1);
		return [x + ux * t, y + uy * t] as const;
	});
}

function distance([x, y]: Spot, [[ax, ay], [bx, by]]: Stroke): number {
	const [dx, dy] = [bx - ax, by - ay];
	const length = dx * dx + dy * dy;
	const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
	return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}
