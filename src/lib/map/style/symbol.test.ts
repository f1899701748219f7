import { describe, expect, it } from 'vitest';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import { firstZoom, ruleFor, widthAt } from './symbol.ts';

const rules: SymbolRule[] = [
	{ when: { field: 'kind', in: ['main'] }, stroke: '#000000' },
	{ when: { field: 'kind', in: ['path'] }, stroke: '#111111', minZoom: 15 },
	{ stroke: '#222222', minZoom: 12 }
];
const kind = (value: string) => (field: string) => (field === 'kind' ? value : undefined);

describe('the rule that draws a feature', () => {
	it('is the first whose condition holds', () => {
		expect(ruleFor(rules, kind('main'), 3)).toBe(rules[0]);
		expect(ruleFor(rules, kind('other'), 12)).toBe(rules[2]);
	});

	it('is none below its zoom, even where a later rule would draw', () => {
		expect(ruleFor(rules, kind('path'), 14.9)).toBeUndefined();
		expect(ruleFor(rules, kind('path'), 15)).toBe(rules[1]);
	});

	it('tells from which zoom anything is drawn', () => {
		expect(firstZoom(rules)).toBe(0);
		expect(firstZoom(rules.slice(1))).toBe(12);
	});
});

it.each([
	[undefined, 10, 1],
	[3, 10, 3],
	[[[10, 2]] as const, 5, 2],
	[
		[
			[10, 2],
			[14, 6],
			[16, 20]
		] as const,
		8,
		2
	],
	[
		[
			[10, 2],
			[14, 6],
			[16, 20]
		] as const,
		12,
		4
	],
	[
		[
			[10, 2],
			[14, 6],
			[16, 20]
		] as const,
		15,
		13
	],
	[
		[
			[10, 2],
			[14, 6],
			[16, 20]
		] as const,
		22,
		20
	]
])('a width of %j is at zoom %d %d pixels', (width, zoom, pixels) => {
	expect(widthAt(width, zoom)).toBe(pixels);
});
