import type { Position } from 'geojson';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

/**
 * `lon,lat[,height]` tuples between white space, as positions of two ordinates; undefined when a tuple cannot be
 * read. Spaces after the comma, which people type, are forgiven.
 */
export function parseCoordinates(text: string, limits: ReadLimits): Position[] | undefined {
	const clean = /,\s|\s,/.test(text) ? text.replace(/\s*,\s*/g, ',') : text;
	const positions: Position[] = [];
	for (const match of clean.matchAll(/\S+/g)) {
		if (positions.length >= limits.vertices) refuse('file_too_many_vertices', { what: 'vertices' });
		const [x, y] = match[0].split(',', 2);
		const position: Position = [number(x), number(y)];
		if (Number.isNaN(position[0]) || Number.isNaN(position[1])) return undefined;
		positions.push(position);
	}
	return positions;
}

function number(text: string | undefined): number {
	return text === undefined || text === '' ? NaN : Number(text);
}
