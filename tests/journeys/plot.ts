import type { Statement } from '#lib/modules/permits/ui/site/api.ts';

export type Corners = Pick<Statement['corners'][number], 'east' | 'north'>[];

/** A house of six by six metres in the middle of a plot, and the same with a strip of 6.3 square metres behind it. */
export function house(corners: Corners, beyond = 0): GeoJSON.Polygon {
	const mean = (of: (c: Corners[number]) => number) =>
		corners.reduce((sum, c) => sum + of(c), 0) / corners.length;
	const [x, y] = [Math.round(mean((c) => c.east)), Math.round(mean((c) => c.north))];
	const [w, s, e, n] = [x - 3, y - 3, x + 3, y + 3 + beyond];
	return {
		type: 'Polygon',
		coordinates: [
			[
				[w, s],
				[e, s],
				[e, n],
				[w, n],
				[w, s]
			]
		]
	};
}
