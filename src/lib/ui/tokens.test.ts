import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
const light = read(css.slice(css.indexOf('@theme static'), css.indexOf(':root')));
const dark = { ...light, ...read(css.slice(css.indexOf(':root'), css.indexOf('--font-sans'))) };
const themes = { light, dark };
const inks = ['ink', 'ink-2', 'ink-3', 'nile', 'brick', 'amber', 'palm'];

/** Text on what it stands on: 4.5:1. */
const text: [string, string][] = [
	...inks.flatMap((ink) => ['paper', 'ground', 'raised'].map((on): [string, string] => [ink, on])),
	...['nile', 'brick', 'amber', 'palm'].flatMap((c): [string, string][] => [
		[c, `${c}-soft`],
		['ink', `${c}-soft`],
		['ink-2', `${c}-soft`]
	]),
	['on-accent', 'nile'],
	['on-accent', 'nile-strong'],
	['on-accent', 'brick'],
	['on-accent', 'brick-strong'],
	['rail-ink', 'rail'],
	['rail-ink', 'rail-on'],
	['rail-ink-on', 'rail-on'],
	['label', 'land'],
	['label', 'road'],
	['label', 'halo'],
	['label', 'block'],
	['nile', 'nile-soft']
];

/** Symbols, outlines and focus rings: 3:1. */
const symbols: [string, string][] = [
	...['dig', 'clash', 'paving', 'permit', 'school', 'slate', 'service', 'select', 'demand-5'].map(
		(c): [string, string] => [c, 'land']
	),
	['clash-core', 'clash'],
	...['paper', 'ground', 'raised'].flatMap((on): [string, string][] => [
		['edge', on],
		['nile', on]
	]),
	['rail-ink-on', 'rail']
];

describe.each(Object.entries(themes))('%s theme', (_, tokens) => {
	it.each(text)('%s on %s is readable', (ink, on) =>
		expect(contrast(tokens, ink, on)).toBeGreaterThanOrEqual(4.5)
	);
	it.each(symbols)('%s stands out from %s', (mark, on) =>
		expect(contrast(tokens, mark, on)).toBeGreaterThanOrEqual(3)
	);

	it('the demand ramp only ever moves away from the land', () => {
		const steps = [1, 2, 3, 4, 5].map((n) => contrast(tokens, `demand-${n}`, 'land'));
		expect(steps).toEqual(steps.toSorted((a, b) => a - b));
	});
});

it('dark overrides only what light declares', () => {
	expect(Object.keys(light).length).toBeGreaterThan(40);
	expect(Object.keys(dark)).toEqual(Object.keys(light));
});

function read(block: string): Record<string, string> {
	return Object.fromEntries(
		[...block.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6})(?:[0-9a-f]{2})?;/g)].map((found) => [
			found[1]!,
			found[2]!
		])
	);
}

function contrast(tokens: Record<string, string>, a: string, b: string): number {
	const [high, low] = [luminance(tokens[a]!), luminance(tokens[b]!)].toSorted((x, y) => y - x) as [
		number,
		number
	];
	return (high + 0.05) / (low + 0.05);
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5]
		.map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
