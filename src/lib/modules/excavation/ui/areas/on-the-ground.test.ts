import { expect, it } from 'vitest';
import { onTheGround } from './on-the-ground.ts';

it('is the corner of a street nearest to its middle, and the place itself where there is no line', () => {
	const ring = [
		[0, 0],
		[0, 4],
		[5, 4],
		[5, 0]
	];
	expect(onTheGround([2.5, 1], { type: 'LineString', coordinates: ring })).toEqual([0, 0]);
	expect(onTheGround([4, 3], { type: 'MultiLineString', coordinates: [ring] })).toEqual([5, 4]);
	expect(onTheGround([2, 2], undefined)).toEqual([2, 2]);
	expect(onTheGround([2, 2], { type: 'Point', coordinates: [9, 9] })).toEqual([2, 2]);
});
