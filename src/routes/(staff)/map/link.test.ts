import { describe, expect, it } from 'vitest';
import { boxParameter, linkWith, pinParameter } from './link.ts';

describe('parameters of the map page', () => {
	it('are read when they make sense', () => {
		expect(boxParameter('29.9,31.1,30,31.2')).toEqual([29.9, 31.1, 30, 31.2]);
		expect(pinParameter('29.9,31.1')).toEqual([29.9, 31.1]);
	});

	it.each([null, '', '1,2,3', '30,31,29,32', '29,31,30,x', '29,31,30,', '29,31,30,89'])(
		'box %j is none',
		(text) => expect(boxParameter(text)).toBeUndefined()
	);
	it.each([null, '', '29', '29,91', 'a,b', '1,2,3'])('pin %j is none', (text) =>
		expect(pinParameter(text)).toBeUndefined()
	);

	it('stand readable in the address; what led here once is not kept', () => {
		const url = new URL('https://diwan.example/map?at=1,2,3,4&pin=5,6&x=y&sel=a:1');
		const next = linkWith(url, { v: '16/31.2/29.9', l: 'digs:60,streets', sel: null });
		expect(next.search).toBe('?x=y&v=16/31.2/29.9&l=digs:60,streets');
	});
});
