import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColorRef, SymbolRule } from '#lib/kernel/layer.ts';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { OVERLAY_RULES } from './overlay-style.ts';
import { color, PALETTES } from './palette.ts';

const css = readFileSync(new URL('../../ui/styles/tokens.css', import.meta.url), 'utf8');
const night = css.indexOf(':root');
const interfaceTokens = { light: read(css.slice(0, night)), dark: read(css.slice(night)) };

const rules: SymbolRule[] = [...LAYERS.flatMap((l) => l.style), ...Object.values(OVERLAY_RULES).flat()];
const used = new Set(
	rules.flatMap((r) => [r.fill, r.stroke, r.casing].filter((c): c is ColorRef => c !== undefined))
);

describe.each(['light', 'dark'] as const)('%s', (theme) => {
	it('knows every colour that a layer or an overlay names', () => {
		expect(used.size).toBeGreaterThan(20);
		for (const ref of used) expect(color(PALETTES[theme], ref)).toMatch(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
	});

	it('has the same value as the interface for the colours both have', () => {
		const shared = Object.keys(PALETTES[theme]).filter((name) => name in interfaceTokens[theme]);
		expect(shared.length).toBeGreaterThan(12);
		for (const name of shared)
			expect([name, PALETTES[theme][name as keyof (typeof PALETTES)['light']]]).toEqual([
				name,
				interfaceTokens[theme][name]
			]);
	});

	it.each([
		'dig',
		'clash',
		'paving',
		'permit',
		'school',
		'hospital',
		'slate',
		'service',
		'select',
		'label'
	] as const)('%s stands out from the land, 3 to 1', (name) =>
		expect(contrast(PALETTES[theme][name], PALETTES[theme].land)).toBeGreaterThanOrEqual(3)
	);
});

it('multiplies an opacity into the colour, and into one that has its own', () => {
	expect(color(PALETTES.light, '#112233', 0.5)).toBe('#11223380');
	expect(color(PALETTES.light, '#11223380', 0.5)).toBe('#11223340');
	expect(color(PALETTES.light, '#112233')).toBe('#112233');
	expect(() => color(PALETTES.light, 'token:no-such')).toThrow('no-such');
});

function read(block: string): Record<string, string> {
	return Object.fromEntries(
		[...block.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1]!, found[2]!])
	);
}

function contrast(a: string, b: string): number {
	const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5]
		.map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
