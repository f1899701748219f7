import { expect, it } from 'vitest';
import { humanSize, sortFiles } from './files.ts';

it('takes what it knows and says why it refuses the rest', () => {
	const files = [
		{ name: 'Streets.ZIP', size: 10 },
		{ name: 'alexandria.osm.pbf', size: 99 },
		{ name: 'letter.pdf', size: 1 }
	];
	const { taken, refused } = sortFiles(files, ['.zip', '.osm.pbf'], 50);
	expect(taken.map((f) => f.name)).toEqual(['Streets.ZIP']);
	expect(refused).toEqual([
		{ name: 'alexandria.osm.pbf', reason: 'size' },
		{ name: 'letter.pdf', reason: 'kind' }
	]);
	expect(sortFiles(files, [], 1000).refused).toEqual([]);
});

it.each([
	[0, 0, 'kb'],
	[12, 1, 'kb'],
	[48_400, 48, 'kb'],
	[2_340_000, 2.3, 'mb'],
	[1_250_000_000, 1.3, 'gb']
] as const)('%d bytes read as %d %s', (bytes, figure, unit) =>
	expect(humanSize(bytes)).toEqual({ figure, unit })
);
