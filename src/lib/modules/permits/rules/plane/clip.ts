import { ClipperD, ClipType, FillRule, PolyTreeD, type PathsD, type PolyPathD } from 'clipper2-ts';
import { areaOf, ringArea } from '#lib/kernel/geometry.ts';
import { polygonsOf } from './edges.ts';
import { disjoint, wellInside } from './relate.ts';
import type { Surface } from './types.ts';

/** Overlays are computed on a grid of hundredths of a millimetre, where they are exact and always end. */
const DECIMALS = 5;

// What lies well apart or well inside is told without overlaying.

/** What of a surface lies outside others; null when nothing does. */
export function difference(surface: Surface, others: readonly Surface[]): GeoJSON.MultiPolygon | null {
	const near = others.filter((other) => !disjoint(surface, other));
	if (near.some((other) => wellInside(surface, other))) return null;
	return overlay(ClipType.Difference, surface, near);
}

/** What a surface shares with the union of others; null when nothing. */
export function intersection(surface: Surface, others: readonly Surface[]): GeoJSON.MultiPolygon | null {
	const near = others.filter((other) => !disjoint(surface, other));
	return near.length === 0 ? null : overlay(ClipType.Intersection, surface, near);
}

/** What lies in one of two surfaces but not in both; null when they are the same. */
export function symmetricDifference(a: Surface, b: Surface): GeoJSON.MultiPolygon | null {
	return overlay(ClipType.Xor, a, [b]);
}

/** Square metres; 0 for nothing. */
export function areaOfPart(part: GeoJSON.MultiPolygon | null): number {
	return part ? areaOf(part) : 0;
}

function overlay(how: ClipType, surface: Surface, others: readonly Surface[]): GeoJSON.MultiPolygon | null {
	const clipper = new ClipperD(DECIMALS);
	clipper.addSubjectPaths(pathsOf(surface));
	for (const other of others) clipper.addClipPaths(pathsOf(other));
	const tree = new PolyTreeD();
	clipper.execute(how, FillRule.NonZero, tree);
	const coordinates = polygonsUnder(tree);
	return coordinates.length ? { type: 'MultiPolygon', coordinates } : null;
}

/** Rings as the library takes them: without the closing position, outer ones anticlockwise, holes clockwise. */
function pathsOf(surface: Surface): PathsD {
	return polygonsOf(surface).flatMap((rings) =>
		rings.map((ring, i) => {
			const path = ring.slice(0, -1).map(([x = NaN, y = NaN]) => ({ x, y }));
			return ringArea(ring) > 0 === (i === 0) ? path : path.reverse();
		})
	);
}

/** An outer ring holds its holes, and a hole the outer rings of what lies in it. */
function polygonsUnder(node: PolyPathD): GeoJSON.Position[][][] {
	return children(node).flatMap((outer) => [
		[ringOf(outer), ...children(outer).map(ringOf)],
		...children(outer).flatMap(polygonsUnder)
	]);
}

function children(node: PolyPathD): PolyPathD[] {
	return Array.from({ length: node.count }, (_, i) => node.child(i));
}

function ringOf(node: PolyPathD): GeoJSON.Position[] {
	const ring = (node.poly ?? []).map(({ x, y }) => [x, y]);
	return ring.length ? [...ring, ring[0]!] : [];
}
