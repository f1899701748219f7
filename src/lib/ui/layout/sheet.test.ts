import { describe, expect, it } from 'vitest';
import { restingStop, stopAfterKey } from './sheet.ts';

describe('a released sheet', () => {
	it.each([
		[130, 0, 'low'],
		[300, 0, 'low'],
		[340, 0, 'half'],
		[700, 0, 'half'],
		[790, 0, 'full'],
		[130, 1, 'half'],
		[560, 1, 'full'],
		[990, -1, 'half'],
		[540, -1, 'low'],
		[90, -1, 'low'],
		[1000, 1, 'full']
	] as const)('at %d px with speed %d rests %s', (height, speed, stop) =>
		expect(restingStop(height, speed, 1000)).toBe(stop)
	);
});

describe('a key', () => {
	it.each([
		['low', 'ArrowUp', 'half'],
		['full', 'ArrowUp', 'full'],
		['half', 'ArrowDown', 'low'],
		['low', 'End', 'full'],
		['full', 'Home', 'low'],
		['half', 'a', null]
	] as const)('on %s: %s goes to %s', (stop, key, next) => expect(stopAfterKey(stop, key)).toBe(next));
});
