import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { RuleResult } from '../../rules/check/types.ts';
import type { Point } from '../../rules/plane/types.ts';
import { collection, feature } from './on-map.ts';
import { figure, missWords } from './words.ts';

const HOUSE: readonly SymbolRule[] = [
	{ stroke: 'token:permit', width: 2.5, fill: 'token:permit', fillOpacity: 0.13 }
];
const WALLS: readonly SymbolRule[] = [
	{ when: { field: 'state', in: ['fail'] }, stroke: 'token:clash', width: 5 },
	{ when: { field: 'state', in: ['held'] }, stroke: 'token:select', width: 6 }
];
const WAYS: readonly SymbolRule[] = [
	{ when: { field: 'state', in: ['fail'] }, stroke: 'token:clash', width: 2 },
	{ stroke: 'token:service', width: 1.6 }
];
const OUTSIDE: readonly SymbolRule[] = [
	{ fill: 'token:clash', fillOpacity: 0.35, stroke: 'token:clash', width: 2, pattern: 'hatch' }
];
const CORNERS: readonly SymbolRule[] = [
	{ shape: 'circle', radius: 4.5, fill: 'token:halo', stroke: 'token:permit', width: 2 }
];

interface Drawn {
	corners: readonly Point[];
	results: readonly RuleResult[];
	/** The wall that is held or named in the panel. */
	held: number | null;
}

/** A building being tried: its setbacks with their metres, what fails in brick and in words. */
export function trialOverlays({ corners, results, held }: Drawn, prefs: Preferences): Overlay[] {
	if (corners.length < 3) return [];
	const ring = [...corners, corners[0]!].map((c) => [...c]);
	const building: GeoJSON.Polygon = { type: 'Polygon', coordinates: [ring] };
	return [
		overlay('house', HOUSE, 10, [feature(building)]),
		...checkOverlays({ building, results, held }, prefs),
		overlay('corners', CORNERS, 15, [
			feature({ type: 'MultiPoint', coordinates: corners.map((c) => [...c]) })
		])
	];
}

interface Judged {
	building: GeoJSON.Polygon | GeoJSON.MultiPolygon;
	results: readonly RuleResult[];
	/** The wall that is held, by its place in the ring. */
	held?: number | null;
}

/** The answers of the rules on a building: setbacks with their metres, walls that are too near, what lies outside. */
export function checkOverlays({ building, results, held = null }: Judged, prefs: Preferences): Overlay[] {
	const setbacks = results.filter((r) => r.rule === 'R03' && r.witness?.type === 'LineString');
	const failed = setbacks.filter((r) => r.status === 'fail');
	const over = results.filter(
		(r) => ['R01', 'R02', 'R18'].includes(r.rule) && r.status === 'fail' && r.witness !== null
	);
	const all = wallsOf(building);
	const near = new Set(failed.map((r) => wallAt(all, r.witness as GeoJSON.LineString)));
	const walls = all.flatMap((wall, i) =>
		near.has(wall) ? [feature(wall, { state: 'fail' })] : i === held ? [feature(wall, { state: 'held' })] : []
	);
	const ways = (state: 'fail' | 'kept') =>
		setbacks
			.filter((r) => (r.status === 'fail') === (state === 'fail'))
			.map((r) =>
				feature(r.witness!, {
					state,
					words: state === 'fail' ? missWords(r, prefs) : figure(r.actual ?? 0, 'm', prefs)
				})
			);
	return [
		overlay(
			'outside',
			OUTSIDE,
			11,
			over.map((r) => feature(r.witness!))
		),
		overlay('walls', WALLS, 12, walls),
		{ ...overlay('kept', WAYS, 13, ways('kept')), label: 'words', ink: 'token:service' },
		{ ...overlay('missed', WAYS, 14, ways('fail')), label: 'words', ink: 'token:clash' }
	];
}

function overlay(
	id: string,
	style: readonly SymbolRule[],
	order: number,
	features: GeoJSON.Feature[]
): Overlay {
	return { ...{ id: `trial-${id}`, style, order }, features: collection(features) };
}

/** The outer walls of a building, ring by ring. */
function wallsOf(building: Judged['building']): GeoJSON.LineString[] {
	const pieces = building.type === 'Polygon' ? [building.coordinates] : building.coordinates;
	return pieces.flatMap(([ring = []]) =>
		ring
			.slice(1)
			.map((corner, i): GeoJSON.LineString => ({ type: 'LineString', coordinates: [ring[i]!, corner] }))
	);
}

/** The wall from which a way begins; of two that meet there, the one it stands across. */
function wallAt(
	walls: readonly GeoJSON.LineString[],
	{ coordinates: [from = [], to = []] }: GeoJSON.LineString
): GeoJSON.LineString | undefined {
	const along = ({ coordinates: [a = [], b = []] }: GeoJSON.LineString) => {
		const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
		return Math.abs(dx * (to[0]! - from[0]!) + dy * (to[1]! - from[1]!)) / Math.hypot(dx, dy);
	};
	return walls.filter((wall) => touches(wall, from)).sort((a, b) => along(a) - along(b))[0];
}

/** Whether a position lies on a wall, to a millimetre. */
function touches({ coordinates: [a, b] }: GeoJSON.LineString, [x = NaN, y = NaN]: GeoJSON.Position): boolean {
	const [ax = NaN, ay = NaN] = a ?? [];
	const [bx = NaN, by = NaN] = b ?? [];
	const [dx, dy] = [bx - ax, by - ay];
	const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
	return Math.hypot(ax + t * dx - x, ay + t * dy - y) < 0.001;
}
