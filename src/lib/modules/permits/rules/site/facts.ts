import type { CivilDate } from '#lib/kernel/dates.ts';
import { areaOf, lengthOf } from '#lib/kernel/geometry.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { boundaryOf, type Boundary, type Frontage } from '../check/frontage.ts';
import { moved } from '../check/place.ts';
import { meets } from '../check/places.ts';
import { governing } from '../check/streets.ts';
import type { Proposal } from '../check/types.ts';
import { codeForPlot, sourceOf, type Code } from '../code/code.ts';
import { heightAllowed, type HeightAllowed } from '../code/height.ts';
import type { CodeValues } from '../code/types.ts';
import { edgeLength, edgesOf, outward, piecesOf } from '../plane/edges.ts';
import { shortestLine } from '../plane/shortest.ts';
import type { Edge, Point, Surface } from '../plane/types.ts';
import { buildableOf } from './buildable.ts';
import { largestRectangle } from './largest.ts';
import { NOTHING_BUILT, proposalOn } from './proposal.ts';
import type { Surroundings } from './types.ts';

/** A number of the code as a statement gives it. */
export interface Limit {
	name: keyof CodeValues;
	value: number;
	article: Bilingual | null;
	unverified: boolean;
	/** The set it is of; null where the zone's plan says it. */
	rule_set: { id: string; valid_from: CivilDate } | null;
}

/** The plot towards one street. */
export interface FrontageFact {
	street: { id: string; name: string | null };
	/** Metres of boundary on it. */
	length_m: number;
	/** The median of the rays; null where nobody could measure. */
	width_m: number | null;
	/** Each from the plot's side across the street. */
	rays: { line: GeoJSON.LineString; width_m: number }[];
	line: GeoJSON.MultiLineString;
	/** Whether it decides the height. */
	governs: boolean;
}

/** What a statement says of the ground itself. Planar metres, EPSG:22992. */
export interface SiteFacts {
	area_m2: number;
	perimeter_m: number;
	/** The governing street first. Null: nobody has the layer of streets. */
	fronts: FrontageFact[] | null;
	/** Setbacks, coverage and ratio as far as the code says them. */
	limits: Limit[];
	/** What may be built up to, by plan or street; a ceiling over the plot is `ceiling`. */
	height: HeightAllowed & { article: Bilingual | null; unverified: boolean; rule_set: Limit['rule_set'] };
	/** The lowest ceiling of army and aviation over the plot; null where there is none, or nobody has the layer. */
	ceiling: { id: string; kind: string; max_height_m: number; article: Bilingual | null } | null;
	/** What the setbacks leave, and its square metres; null: nothing, or the boundary is unknown. */
	buildable: GeoJSON.MultiPolygon | GeoJSON.Polygon | null;
	buildable_m2: number;
	/** A first proposal: the largest rectangle along the governing street that setbacks and coverage allow. */
	rectangle: GeoJSON.Polygon | null;
	/** For each known kind of constraint: met here, looked for and not met, or nobody has it. */
	constraints: { kind: string; state: 'met' | 'clear' | 'not_checked'; ids: string[] }[];
	/** How far each network and each work is, the nearest first. */
	around: { layer: 'utilities' | 'digs'; id: string; metres: number }[];
}

const NAMES = [
	'front_setback_m',
	'rear_setback_m',
	'side_setback_m',
	'coverage_pct',
	'floor_area_ratio',
	'min_street_m'
] as const;

/** Measures a plot and reads off what its code allows: pure, as the rules are. */
export function factsOf(site: Surroundings): SiteFacts {
	const whole = proposalOn(site, NOTHING_BUILT);
	const area_m2 = areaOf(whole.parcel);
	const code = codeForPlot(whole.code, area_m2);
	const { local, back } = moved({ ...whole, code });
	const boundary = local.streets && boundaryOf(local.parcel, local.streets);
	const by = governing(local, boundary);
	const buildable = boundary?.fronts.length ? buildableOf(boundary, code.values) : null;
	const height = heightAllowed(code, by?.width?.width_m ?? null);
	const rectangle =
		buildable && by && widestOf(buildable, directionsOf(by, boundary!), mostOf(code, area_m2));
	return {
		area_m2,
		perimeter_m: lengthOf(whole.parcel),
		fronts: boundary && frontsOf(boundary, by, back),
		limits: NAMES.flatMap((name) => limitOf(code, name) ?? []),
		height: { ...height, ...(height.from ? originOf(code, height.from) : NO_ORIGIN) },
		ceiling: ceilingOf(whole),
		buildable: buildable && (back(buildable) as GeoJSON.MultiPolygon),
		buildable_m2: buildable ? areaOf(buildable) : 0,
		rectangle: rectangle && (back(rectangle) as GeoJSON.Polygon),
		constraints: site.kinds.map(({ kind, known }) => {
			const ids = [...(site.constraints ?? []), ...(site.height_limits ?? [])]
				.filter((c) => c.kind === kind && meets(whole.parcel, c.geometry))
				.map((c) => c.id);
			return { kind, state: ids.length ? 'met' : known ? 'clear' : 'not_checked', ids };
		}),
		around: aroundOf(whole)
	};
}

/** Of each network its nearest line, and every work. */
function aroundOf({ parcel, utilities, digs }: Proposal): SiteFacts['around'] {
	const border = edgesOf(parcel);
	const metres = (geometry: GeoJSON.Geometry) =>
		meets(parcel, geometry) ? 0 : (shortestLine(border, piecesOf(geometry))?.distance ?? Infinity);
	const lines = (utilities ?? []).map((u) => ({ kind: u.kind, id: u.id, metres: metres(u.geometry) }));
	const nearest = lines.filter((line) => !lines.some((l) => l.kind === line.kind && l.metres < line.metres));
	return [
		...nearest.map(({ id, metres }) => ({ layer: 'utilities' as const, id, metres })),
		...(digs ?? []).map((dig) => ({ layer: 'digs' as const, id: dig.id, metres: metres(dig.geometry) }))
	].sort((a, b) => a.metres - b.metres);
}

function frontsOf(
	{ fronts }: Boundary,
	by: Frontage | null,
	back: (geometry: GeoJSON.Geometry) => GeoJSON.Geometry
): FrontageFact[] {
	return fronts.map((front) => ({
		street: { id: front.street.id, name: front.street.name },
		length_m: front.length_m,
		width_m: front.width?.width_m ?? null,
		rays: (front.width?.rays ?? []).map(({ from, to, width_m }) => ({
			line: back(line(from, to)) as GeoJSON.LineString,
			width_m
		})),
		line: back({
			type: 'MultiLineString',
			coordinates: front.edges.map(({ a, b }) => line(a, b).coordinates)
		}) as GeoJSON.MultiLineString,
		governs: front === by
	}));
}

function limitOf(code: Code, name: (typeof NAMES)[number]): Limit | null {
	const value = code.values[name];
	return value === undefined ? null : { name, value, ...originOf(code, name) };
}

const NO_ORIGIN = { article: null, unverified: false, rule_set: null };

function originOf(code: Code, name: keyof CodeValues): Omit<Limit, 'name' | 'value'> {
	const source = sourceOf(code, name);
	const { rule_set } = code;
	const dated = code.zone.values[name] === undefined && rule_set;
	return {
		article: source?.article ?? null,
		unverified: source?.unverified ?? false,
		rule_set: dated ? { id: dated.id, valid_from: dated.valid_from } : null
	};
}

function ceilingOf({ height_limits, parcel }: Proposal): SiteFacts['ceiling'] {
	const over = (height_limits ?? []).filter((area) => meets(parcel, area.geometry));
	const [lowest] = over.sort((a, b) => a.max_height_m - b.max_height_m);
	return lowest
		? { id: lowest.id, kind: lowest.kind, max_height_m: lowest.max_height_m, article: lowest.article ?? null }
		: null;
}

/** The largest rectangle along any of some directions. */
function widestOf(buildable: Surface, directions: readonly Point[], most_m2: number): GeoJSON.Polygon | null {
	let best: GeoJSON.Polygon | null = null;
	for (const along of directions) {
		const found = largestRectangle(buildable, along, most_m2);
		// The street's direction comes first, and gives way only to what is plainly larger.
		if (found && areaOf(found) > (best ? areaOf(best) * 1.02 : 0)) best = found;
	}
	return best;
}

const MOST_SIDES = 6;

/** Directions of a plot, with the ground on their left: that of the governing street, then those of its longest sides. */
function directionsOf({ edges }: Frontage, { sides }: Boundary): Point[] {
	const longest = (some: readonly Edge[]) => [...some].sort((p, q) => edgeLength(q) - edgeLength(p));
	const [front] = longest(edges);
	const along = ({ a, b }: Edge): Point => {
		const metres = edgeLength({ a, b });
		return [(b[0] - a[0]) / metres, (b[1] - a[1]) / metres];
	};
	// A side is followed so that the wall away from the street is still the one that gives way.
	const across = longest(sides).slice(0, MOST_SIDES).map(outward);
	const ahead = front ? along(front) : null;
	const turned = across.map(([x, y]): Point =>
		ahead && x * ahead[0] + y * ahead[1] < 0 ? [-x, -y] : [x, y]
	);
	return [...(ahead ? [ahead] : []), ...turned];
}

const mostOf = ({ values }: Code, area_m2: number) =>
	values.coverage_pct === undefined ? Infinity : (area_m2 * values.coverage_pct) / 100;
const line = (a: Point, b: Point): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates: [[...a], [...b]]
});
