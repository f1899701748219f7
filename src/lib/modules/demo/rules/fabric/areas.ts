import { contains, type Ring } from '../geometry/ring.ts';
import { at, distance, type Pt } from '../geometry/vector.ts';
import { trimmed } from '../network/clean.ts';
import { facesOf, halfEdgeName, twinName, type Face } from '../network/faces.ts';
import { buildGraph, type HalfEdge, type Piece } from '../network/graph.ts';
import { borderOf, canalLine, mainStreets } from '../network/mains.ts';
import { nodeLines } from '../network/noding.ts';
import type { AreaPlan, Plan } from '../plan.ts';

/** Areas of the administration; they cover the governorate without gap or overlap. */
export interface Areas {
	governorate: Ring;
	districts: ReadonlyMap<string, Ring>;
	villages: ReadonlyMap<string, Ring>;
	/** The village that holds a place. */
	villageAt(place: Pt): AreaPlan['villages'][number];
}

/** Cuts the governorate along the plan's boundary lines and the canal into villages, and joins these to districts. */
export function layAreas(plan: Plan): Areas {
	const piece = (points: readonly Pt[]): Piece => ({ tag: { kind: 'boundary' }, points });
	const border = borderOf(plan);
	const drawn = [border, canalLine(plan), ...dividingStreets(plan)];
	const inside = nodeLines(drawn.map(piece)).filter((p) => p.points.every((q) => onOrIn(border, q)));
	const faces = facesOf(trimmed(buildGraph(inside), Infinity)).filter((f) => f.area > 0);
	const villageOf = (face: Face) => plan.areas.villages.find((v) => contains(face.ring, v.seed));
	const group = (pick: (face: Face) => string | undefined) => dissolve(faces, pick);
	const villages = group((f) => villageOf(f)?.id);
	return {
		governorate: at([...group(() => 'all').values()], 0),
		districts: group((f) => villageOf(f)?.district),
		villages,
		villageAt(place) {
			const found = plan.areas.villages.find((v) => contains(villages.get(v.id) ?? [], place));
			if (!found) throw new RangeError(`no village holds ${place.join(' ')}`);
			return found;
		}
	};
}

/** The centre lines of the streets that are boundaries, led on to the middle of the round square. */
function dividingStreets(plan: Plan): (readonly Pt[])[] {
	const dividing = plan.streets.filter((s) => plan.areas.lines.includes(s.id));
	const names = dividing.flatMap((s) => [s.id, ...(s.outside ?? []).map((part) => part.id)]);
	const { centre, radius } = plan.square;
	const lines = mainStreets(plan).edges.filter((e) => names.includes(e.tag.main ?? ''));
	const ends = lines.flatMap((e) => [at(e.points, 0), at(e.points, -1)]);
	const arms = ends.filter((p) => distance(p, centre) < radius + 1).map((p) => [p, centre]);
	return [...lines.map((e) => e.points), ...arms];
}

function onOrIn(border: readonly Pt[], p: Pt): boolean {
	const centre: Pt = [0, 0];
	const nudged: Pt = [p[0] + (centre[0] - p[0]) * 1e-4, p[1] + (centre[1] - p[1]) * 1e-4];
	return contains(border.slice(0, -1), nudged);
}

/** The outlines of groups of neighbouring faces; faces without a group are left out. */
function dissolve(faces: readonly Face[], pick: (face: Face) => string | undefined): Map<string, Ring> {
	const owner = new Map<string, string | undefined>();
	for (const face of faces) for (const h of face.halfEdges) owner.set(halfEdgeName(h), pick(face));
	const rims = new Map<string, Map<string, HalfEdge>>();
	for (const face of faces)
		for (const h of face.halfEdges) {
			const name = pick(face);
			if (name === undefined || owner.get(twinName(h)) === name) continue;
			rims.set(name, (rims.get(name) ?? new Map<string, HalfEdge>()).set(h.from, h));
		}
	return new Map([...rims].map(([name, rim]) => [name, chained(rim)]));
}

function chained(rim: ReadonlyMap<string, HalfEdge>): Pt[] {
	const start = [...rim.values()][0];
	const points: Pt[] = [];
	for (let h = start; h; h = rim.get(h.to)) {
		points.push(...h.points.slice(0, -1));
		if (h.to === start?.from) break;
	}
	return points;
}
