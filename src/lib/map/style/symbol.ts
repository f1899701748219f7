import type { SymbolRule } from '#lib/kernel/layer.ts';

/** The value of an attribute of a feature. */
export type ValueOf = (field: string) => unknown;

/** The rule that draws a feature, or undefined when it is not drawn at this zoom. */
export function ruleFor(rules: readonly SymbolRule[], value: ValueOf, zoom: number): SymbolRule | undefined {
	const rule = rules.find(({ when }) => !when || when.in.includes(value(when.field) as string));
	return rule && zoom >= (rule.minZoom ?? 0) ? rule : undefined;
}

/** A width at a zoom: constant, or straight lines between the stops and level beyond them. */
export function widthAt(width: SymbolRule['width'], zoom: number): number {
	if (width === undefined) return 1;
	if (typeof width === 'number') return width;
	let before = width[0];
	if (!before) return 1;
	for (const stop of width) {
		if (zoom <= stop[0]) {
			if (stop === before || stop[0] === before[0]) return stop[1];
			return before[1] + ((stop[1] - before[1]) * (zoom - before[0])) / (stop[0] - before[0]);
		}
		before = stop;
	}
	return before[1];
}

/** The smallest zoom at which any rule draws. */
export function firstZoom(rules: readonly SymbolRule[]): number {
	return Math.min(...rules.map((r) => r.minZoom ?? 0));
}
