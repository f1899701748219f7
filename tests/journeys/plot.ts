import type { APIRequestContext } from '@playwright/test';
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

/** A plot amid the district whose department reviews permits; others by `n`. */
export async function aCentralParcel(api: APIRequestContext, n = 0): Promise<string> {
	const features = async (layer: string, params: Record<string, string | number>) => {
		const answer = await api.get(`/api/v1/layers/${layer}/features`, { params });
		return ((await answer.json()) as GeoJSON.FeatureCollection).features;
	};
	const [district] = await features('districts', { limit: 1 });
	const corners = JSON.stringify((district!.geometry as GeoJSON.MultiPolygon).coordinates).match(
		/-?[\d.]+/g
	)!;
	const middle = (axis: number) => {
		const all = corners.map(Number).filter((_, i) => i % 2 === axis);
		return all.reduce((sum, n) => sum + n, 0) / all.length;
	};
	const [x, y] = [middle(0), middle(1)];
	const bbox = [x - 0.001, y - 0.001, x + 0.001, y + 0.001].join();
	return String((await features('parcels', { bbox, limit: n + 1 }))[n]!.id);
}
