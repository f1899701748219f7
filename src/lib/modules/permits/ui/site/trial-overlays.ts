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
	const setbacks = results.filter((r) => r.rule === 'R03' && r.witness?.type === 'LineString');
	const failed = setbacks.filter((r) => r.status === 'fail');
	const ring = [...corners, corners[0]!].map((c) => [...c]);
	const wall = (i: number): GeoJSON.LineString => ({
		type: 'LineString',
		coordinates: [ring[i]!, ring[i + 1]!]
	});
	const over = results.filter(
		(r) => ['R01', 'R02', 'R18'].includes(r.rule) && r.status === 'fail' && r.witness !== null
	);
	const walls = corners.flatMap((_, i) => {
		if (failed.some((r) => touches(wall(i), (r.witness as GeoJSON.LineString).coordinates[0]!)))
			return [feature(wall(i), { state: 'fail' })];
		return i === held ? [feature(wall(i), { state: 'held' })] : [];
	});
	const ways = (state: 'fail' | 'kept') =>
		setbacks
			.filter((r) => (r.status === 'fail') === (state === 'fail'))
			.map((r) =>
				feature(r.witness!, {
					state,
					words: state === 'fail' ? missWords(r, prefs) : figure(r.actual ?? 0, 'm', prefs)
				})
			);
	const overlay = (
		id: string,
		style: readonly SymbolRule[],
		order: number,
		features: GeoJSON.Feature[]
	): Overlay => ({
		...{ id: `trial-${id}`, style, order },
		features: collection(features)
	});
	return [
		overlay('house', HOUSE, 10, [feature({ type: 'Polygon', coordinates: [ring] })]),
		overlay(
			'outside',
			OUTSIDE,
			11,
			over.map((r) => feature(r.witness!))
		),
		overlay('walls', WALLS, 12, walls),
		{ ...overlay('kept', WAYS, 13, ways('kept')), label: 'words', ink: 'token:service' },
		{ ...overlay('missed', WAYS, 14, ways('fail')), label: 'words', ink: 'token:clash' },
		overlay('corners', CORNERS, 15, [
			feature({ type: 'MultiPoint', coordinates: corners.map((c) => [...c]) })
		])
	];
}

/** Whether a position lies on a wall, to a millimetre. */
function touches({ coordinates: [a, b] }: GeoJSON.LineString, [x = NaN, y = NaN]: GeoJSON.Position): boolean {
	const [ax = NaN, ay = NaN] = a ?? [];
	const [bx = NaN, by = NaN] = b ?? [];
	const [dx, dy] = [bx - ax, by - ay];
	const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
	return Math.hypot(ax + t * dx - x, ay + t * dy - y) < 0.001;
}
