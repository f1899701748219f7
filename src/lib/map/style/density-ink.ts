import type { SymbolRule } from '#lib/kernel/layer.ts';
import { color, type Palette } from './palette.ts';

/** Four steps from thin to dense; each is ten times the one before. */
const STEPS = [10, 100, 1000];

/** The colours of a layer's density cells, thin to dense. */
export function densityInks(rule: SymbolRule | undefined, palette: Palette): string[] {
	const ink = rule?.fill ?? rule?.stroke ?? 'token:density';
	return [...STEPS, Infinity].map((_, step) => color(palette, ink, 0.1 + step * 0.17));
}

/** Which of them a cell of `n` things has. */
export function densityStep(n: number): number {
	const step = STEPS.findIndex((limit) => n < limit);
	return step < 0 ? STEPS.length : step;
}
