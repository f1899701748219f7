import type { GeometryKind, SymbolRule } from '#lib/kernel/layer.ts';
import { color, type Palette } from './palette.ts';
import { widthAt } from './symbol.ts';

/** A drawing rule as the pieces of a small picture: legend and map are drawn from the same rule. */
export interface Swatch {
	kind: GeometryKind;
	fill: string;
	fillOpacity: number;
	stroke: string;
	strokeOpacity: number;
	width: number;
	casing: string | null;
	casingWidth: number;
	dash: string | undefined;
	shape: NonNullable<SymbolRule['shape']>;
	letter: string;
	letterColor: string;
	radius: number;
	pattern: SymbolRule['pattern'];
}

/** The zoom at which legends are drawn: lines have the width they have over a district. */
const LEGEND_ZOOM = 15;

/** The rule that stands for a whole layer: the one for everything that has no rule of its own. */
export function mainRule(rules: readonly SymbolRule[]): SymbolRule | undefined {
	return rules.find((r) => !r.when) ?? rules[0];
}

export function swatchOf(
	rule: SymbolRule,
	kind: GeometryKind,
	palette: Palette,
	locale: 'ar' | 'en'
): Swatch {
	const width = Math.min(6, Math.max(1, widthAt(rule.width, LEGEND_ZOOM)));
	return {
		kind,
		fill: rule.fill ? color(palette, rule.fill) : 'none',
		fillOpacity: rule.fillOpacity ?? 1,
		stroke: rule.stroke ? color(palette, rule.stroke) : 'none',
		strokeOpacity: rule.strokeOpacity ?? 1,
		width,
		casing: rule.casing ? color(palette, rule.casing) : null,
		casingWidth: Math.min(2.5, rule.casingWidth ?? 1),
		// Dashes of the map would leave one stroke in so short a line.
		dash: rule.dash?.map((d) => Math.min(4, d)).join(' '),
		shape: rule.shape ?? 'circle',
		letter: rule.letter?.[locale] ?? '',
		letterColor: color(palette, 'token:halo'),
		radius: Math.min(8, rule.radius ?? 5),
		pattern: rule.pattern
	};
}
