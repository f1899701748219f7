type Point = readonly [number, number];

/** Metres: from one arrow to the next, how long its wings are, how far they stand apart from the line. */
const EVERY = 90;
const LONG = 9;
const WIDE = 5.5;

/** Heads of arrows along a line (WGS84) in its direction: at least one, drawn on the ground like the line itself. */
export function arrowsOf(line: GeoJSON.LineString): GeoJSON.LineString[] {
	const points = line.coordinates as unknown as Point[];
	const [first] = points;
	if (!first) return [];
	// On so short a way the earth is flat.
	const [mx, my] = [111_320 * Math.cos((first[1] * Math.PI) / 180), 110_800];
	const flat = points.map(([x, y]): Point => [(x - first[0]) * mx, (y - first[1]) * my]);
	const length = flat.reduce((sum, p, i) => sum + (i ? apart(flat[i - 1]!, p) : 0), 0);
	const count = Math.max(1, Math.floor(length / EVERY));
	const arrows: GeoJSON.LineString[] = [];
	// Not in the middle: the arrows of the way back stand between those of the way there.
	let [next, gone] = [length / (4 * count), 0];
	for (let i = 1; i < flat.length; i++) {
		const [a, b] = [flat[i - 1]!, flat[i]!];
		const step = apart(a, b);
		for (; step > 0 && next <= gone + step && arrows.length < count; next += length / count) {
			const t = (next - gone) / step;
			const tip: Point = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
			const [ux, uy] = [(b[0] - a[0]) / step, (b[1] - a[1]) / step];
			const wing = (side: number): Point => [
				tip[0] - LONG * ux - side * WIDE * uy,
				tip[1] - LONG * uy + side * WIDE * ux
			];
			const back = ([x, y]: Point) => [first[0] + x / mx, first[1] + y / my];
			arrows.push({ type: 'LineString', coordinates: [wing(1), tip, wing(-1)].map(back) });
		}
		gone += step;
	}
	return arrows;
}

const apart = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
