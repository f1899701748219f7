import { describe, expect, it } from 'vitest';
import { joinChains } from './chains.ts';

describe('pieces of a street', () => {
	it('that meet end to end become one, whichever way they run', () => {
		expect(
			joinChains([
				[0, 0, 10, 0],
				[20, 0, 10, 0],
				[20, 0, 30, 1]
			])
		).toEqual([[0, 0, 10, 0, 20, 0, 30, 1]]);
	});

	it('that do not meet stay apart', () => {
		expect(
			joinChains([
				[0, 0, 10, 0],
				[11, 0, 20, 0]
			])
		).toHaveLength(2);
	});

	it('go straight on where three meet', () => {
		const chains = joinChains([
			[0, 0, 10, 0],
			[10, 0, 20, 0],
			[10, 0, 10, 10]
		]);
		expect(chains).toHaveLength(2);
		expect(chains).toContainEqual([0, 0, 10, 0, 20, 0]);
	});

	it('that turn back on themselves are not joined', () => {
		expect(
			joinChains([
				[0, 0, 10, 0],
				[10, 0, 0, 1]
			])
		).toHaveLength(2);
	});

	it('are dropped when they are no line', () => {
		expect(joinChains([[0, 0], []])).toEqual([]);
	});

	it('of a ring close and end', () => {
		const ring = joinChains([
			[0, 0, 10, 0, 14, 6],
			[14, 6, 10, 12, 0, 12],
			[0, 12, -4, 6, 0, 0]
		]);
		expect(ring.length).toBeLessThan(3);
	});
});
