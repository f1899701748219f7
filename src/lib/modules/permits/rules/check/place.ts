import { bboxOf, mapPositions } from '#lib/kernel/geometry.ts';
import type { Proposal } from './types.ts';

/**
 * A proposal with every geometry replaced by another: moved to another origin, or into another grid.
 * @param to keeps the type of what it is given.
 */
export function withGeometry(p: Proposal, to: <G extends GeoJSON.Geometry>(geometry: G) => G): Proposal {
	const thing = <T extends { geometry: GeoJSON.Geometry }>(t: T): T => ({ ...t, geometry: to(t.geometry) });
	return {
		...p,
		parcel: to(p.parcel),
		footprint: p.footprint && to(p.footprint),
		streets: p.streets?.map((s) => ({ ...s, right_of_way: to(s.right_of_way) })) ?? null,
		light_wells: p.light_wells.map((g) => to(g)),
		projections: p.projections.map((g) => to(g)),
		neighbours: p.neighbours?.map(thing) ?? null,
		cordon: p.cordon && to(p.cordon),
		height_limits: p.height_limits?.map(thing) ?? null,
		constraints: p.constraints?.map(thing) ?? null,
		utilities: p.utilities?.map(thing) ?? null,
		digs: p.digs?.map(thing) ?? null,
		as_built: p.as_built && { ...p.as_built, outline: to(p.as_built.outline) }
	};
}

/**
 * A proposal moved to its own origin, and the way back for what is found there: grid coordinates are large, and the
 * products of large numbers lose tenths of a millimetre.
 */
export function moved(p: Proposal): {
	local: Proposal;
	back: (geometry: GeoJSON.Geometry) => GeoJSON.Geometry;
} {
	const box = bboxOf(p.parcel) ?? [0, 0, 0, 0];
	const x = Math.round((box[0] + box[2]) / 2);
	const y = Math.round((box[1] + box[3]) / 2);
	return { local: withGeometry(p, (g) => shifted(g, -x, -y)), back: (g) => shifted(g, x, y) };
}

function shifted<G extends GeoJSON.Geometry>(geometry: G, dx: number, dy: number): G {
	return mapPositions(geometry, ([x = NaN, y = NaN]) => [x + dx, y + dy]) as G;
}
