import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from './routes.ts';

describe('ways joined to lines', () => {
	it('turn each way to go on from the one before, also the first', () => {
		expect(
			joined([
				[3, 2, 1],
				[3, 4],
				[5, 4]
			])
		).toEqual([[1, 2, 3, 4, 5]]);
	});

	it('begin anew after a gap, and pass over ways that are missing', () => {
		expect(joined([[1, 2], [], [7, 8], [8, 9]])).toEqual([
			[1, 2],
			[7, 8, 9]
		]);
		expect(joined([[], [4]])).toEqual([]);
	});

	it('a line cut anywhere, its pieces turned anyhow, is the line again', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 3, max: 30 }),
				fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.boolean()), { minLength: 1, maxLength: 6 }),
				(length, cuts) => {
					const nodes = Array.from({ length }, (_, i) => i);
					const at = [...new Set([0, ...cuts.map(([c]) => Math.min(c, length - 2)), length - 1])].sort(
						(a, b) => a - b
					);
					const pieces = at.slice(1).map((to, i) => {
						const piece = nodes.slice(at[i], to + 1);
						return cuts[i % cuts.length]![1] ? piece : piece.toReversed();
					});
					const [line, ...more] = joined(pieces);
					expect(more).toEqual([]);
					expect(line?.[0] === 0 ? line : line?.toReversed()).toEqual(nodes);
				}
			)
		);
	});
});
