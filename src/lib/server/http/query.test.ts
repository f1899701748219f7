import { expect, it } from 'vitest';
import { z } from 'zod';
import { queryOf } from './query.ts';

const schema = z.object({ bbox: z.string().optional(), limit: z.string().optional() });
const at = (query: string) => new URL(`http://x/features${query}`);

it('gives what was asked for by its name', () => {
	expect(queryOf(at('?bbox=1,2,3,4&limit='), schema)).toEqual({ bbox: '1,2,3,4', limit: '' });
	expect(queryOf(at(''), schema)).toEqual({});
});

it('names every parameter it does not know, and those it knows', () => {
	expect(() => queryOf(at('?crs=EPSG:22992&limit=1&f=json&crs=2'), schema)).toThrow(
		expect.objectContaining({
			code: 'query_unknown',
			status: 400,
			params: { names: 'crs, f', known: 'bbox, limit' }
		})
	);
});
