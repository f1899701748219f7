import type RenderFeature from 'ol/render/Feature.js';
import { bidiIsolate } from '#lib/kernel/bidi.ts';
import { straightRun } from '#lib/kernel/straight-run.ts';
import { nameOf } from '../feature-name.ts';
import { isDensity } from '../style/density.ts';
import { ruleFor } from '../style/symbol.ts';
import type { MapLayer } from '../types.ts';
import { LINE_HEIGHT, type LabelCandidate, type LabelLook } from './candidate.ts';
import { joinChains, type Line } from './chains.ts';
import type { MeasureText } from './measure-text.ts';

export interface CandidateOptions {
	layer: MapLayer;
	zoom: number;
	/** EPSG:3857 metres per pixel. */
	resolution: number;
	locale: 'ar' | 'en';
	measure: MeasureText;
}

const GROUP_RANK = { administrative: 0, work: 2, base: 3, services: 5, networks: 8, planning: 9 } as const;
/** A street may be named again after this many pixels. */
const STREET_REPEAT = 460;
/** Zooms over which an administrative area shows its name. */
const AREA_ZOOMS = 4;
/** Pixels down from the middle of what is worked on: a page writes on it, and its reference stands beside that. */
const ASIDE = [0, 22, -38];
/** Air at both ends of a street's name. */
const AIR = 10;

/** Where the labels of a tile's features could stand at a zoom. */
export function tileCandidates(
	features: readonly RenderFeature[],
	options: CandidateOptions
): LabelCandidate[] {
	const { layer, zoom } = options;
	if (!layer.label || zoom < layer.label.minZoom) return [];
	// From inside, the name of a whole governorate says nothing.
	if (layer.group === 'administrative' && zoom > layer.label.minZoom + AREA_ZOOMS) return [];
	const named = new Map<string, Named>();
	for (const feature of features) {
		if (isDensity(feature)) continue;
		const rule = ruleFor(layer.style, (field) => feature.get(field), zoom);
		const name = rule && nameOf(feature, layer, options.locale);
		if (!name) continue;
		const index = layer.style.indexOf(rule);
		const key = layer.geometry === 'line' ? name : `${layer.id}:${feature.getId() ?? name}`;
		const known = named.get(key);
		if (known) known.features.push(feature);
		else named.set(key, { key, name, importance: index / layer.style.length, features: [feature] });
	}
	const found = [...named.values()];
	if (layer.geometry === 'line') return found.flatMap((n) => alongLines(n, options));
	if (layer.geometry === 'point') return found.flatMap((n) => besidePoint(n, options));
	return found.flatMap((n) => insideArea(n, options));
}

interface Named {
	key: string;
	name: string;
	/** 0 for the first drawing rule, towards 1 for the last. */
	importance: number;
	features: RenderFeature[];
}

function alongLines(
	named: Named,
	{ layer, resolution, locale, measure }: CandidateOptions
): LabelCandidate[] {
	const look: LabelLook = layer.group === 'work' ? 'work' : named.importance === 0 ? 'street-main' : 'street';
	const width = measure(named.name, look);
	const chains = joinChains(named.features.flatMap(linesOf));
	return chains.flatMap((chain) => {
		const pixels: [number, number][] = [];
		for (let i = 0; i < chain.length; i += 2)
			pixels.push([chain[i]! / resolution, chain[i + 1]! / resolution]);
		const run = straightRun(pixels, width + AIR * 2, { maxTurn: 16, tolerance: 2 });
		if (!run) return [];
		return {
			...base(named, layer, look, width, 1),
			text: isolated(named.name, locale),
			x: run.at[0]! * resolution,
			y: run.at[1]! * resolution,
			angle: run.angle,
			down: look === 'work' ? 14 : 0,
			// Among pieces of one street the straighter and longer is the better place.
			rank: rankOf(layer, named) + run.turn / 1000 - Math.min(0.05, run.length / 100_000),
			repeat: STREET_REPEAT
		};
	});
}

function besidePoint(named: Named, { layer, zoom, locale, measure }: CandidateOptions): LabelCandidate[] {
	const [feature] = named.features;
	const flat = feature?.getFlatCoordinates();
	const rule = feature && ruleFor(layer.style, (field) => feature.get(field), zoom);
	if (!flat || !rule) return [];
	const lines = wrapped(named.name);
	return [
		{
			...base(named, layer, 'point', measure(lines.join('\n'), 'point'), lines.length),
			text: lines.map((l) => isolated(l, locale)).join('\n'),
			x: flat[0]!,
			y: flat[1]!,
			angle: null,
			mark: rule.radius ?? 5,
			down: (rule.radius ?? 5) + 3 + (lines.length * LINE_HEIGHT) / 2,
			repeat: Infinity
		}
	];
}

function insideArea(
	named: Named,
	{ layer, locale, measure, resolution }: CandidateOptions
): LabelCandidate[] {
	const lines = wrapped(named.name);
	const look: LabelLook = layer.group === 'administrative' ? 'area' : 'point';
	const width = measure(lines.join('\n'), look);
	return named.features.flatMap((feature) => {
		const [x, y, room] = interior(feature);
		if (x === undefined || y === undefined) return [];
		const pixels = (room ?? 0) / resolution;
		if (pixels < width * 0.8) return [];
		return (layer.group === 'work' ? ASIDE : [0]).map((down, place) => ({
			...base(named, layer, look, width, lines.length),
			text: lines.map((l) => isolated(l, locale)).join('\n'),
			x,
			y,
			angle: null,
			down,
			...(place > 0 ? { aside: true } : {}),
			// The piece with the most room carries the name.
			rank: rankOf(layer, named) - Math.min(0.4, pixels / 100_000) + place / 1_000_000,
			repeat: Infinity
		}));
	});
}

function base(named: Named, layer: MapLayer, look: LabelLook, width: number, lines: number) {
	return { key: named.key, look, width, height: lines * LINE_HEIGHT, rank: rankOf(layer, named) };
}

/** By group, then by importance within the layer; the higher of two layers wins a tie. */
function rankOf(layer: MapLayer, named: Named): number {
	return GROUP_RANK[layer.group] + named.importance * 3 - layer.order / 10_000;
}

function linesOf(feature: RenderFeature): Line[] {
	const flat = feature.getFlatCoordinates();
	if (feature.getType() === 'LineString') return [flat];
	let start = 0;
	return ((feature.getEnds() as number[] | null) ?? []).map((end) => {
		const line = flat.slice(start, end);
		start = end;
		return line;
	});
}

/** x, y and free width of the roomiest part; a tile's polygon may have several. */
function interior(feature: RenderFeature): number[] {
	if (feature.getType() !== 'Polygon') return [];
	const points = feature.getFlatInteriorPoints();
	let widest: number[] = [];
	for (let i = 0; i + 2 < points.length; i += 3)
		if ((points[i + 2] ?? 0) > (widest[2] ?? -1)) widest = points.slice(i, i + 3);
	return widest;
}

/** A long name in two lines, broken near the middle. */
export function wrapped(name: string): string[] {
	if (name.length <= 18) return [name];
	const middle = name.length / 2;
	let at = -1;
	for (let i = name.indexOf(' '); i >= 0; i = name.indexOf(' ', i + 1))
		if (at < 0 || Math.abs(i - middle) < Math.abs(at - middle)) at = i;
	return at <= 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function isolated(text: string, locale: 'ar' | 'en'): string {
	return bidiIsolate(text, locale === 'ar' ? 'rtl' : 'ltr');
}
