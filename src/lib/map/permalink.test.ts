import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { defaultList } from './layer-list.ts';
import { readLink, writeLink } from './permalink.ts';
import type { MapLayer, MapView } from './types.ts';

const layers: MapLayer[] = LAYERS.map((l) => ({ ...l, extent: null }));
const usual = defaultList(layers);
const read = (query: string) => readLink(new URLSearchParams(query), layers);

describe('a link to the map', () => {
	it('holds view, layers and selection', () => {
		const link = read('v=16.5/31.2069/29.9312&l=digs:60,streets&sel=digs:12');
		expect(link.view).toEqual({ zoom: 16.5, lat: 31.2069, lon: 29.9312, rotation: 0 });
		expect(link.shown?.filter((l) => l.visible)).toEqual([
			{ id: 'digs', visible: true, opacity: 0.6 },
			{ id: 'streets', visible: true, opacity: 1 }
		]);
		expect(link.shown).toHaveLength(layers.length);
		expect(link.selection).toEqual({ layer: 'digs', id: '12' });
	});

	it.each([
		['', {}],
		['v=', {}],
		['v=a/b/c', {}],
		['v=16/31', {}],
		['v=16/91/29', {}],
		['v=16/31/29/x', {}],
		['l=<script>,;drop', {}],
		['l=nosuchlayer', {}],
		['sel=digs', {}],
		['sel=digs:1;2', {}],
		['sel=digs:99999999999999999999', {}]
	])('%j says nothing', (query, expected) => expect(read(query)).toEqual(expected));

	it('can show nothing at all', () => {
		expect(read('l=none').shown?.some((l) => l.visible)).toBe(false);
		const nothing = usual.map((l) => ({ ...l, visible: false }));
		expect(writeLink({ shown: nothing }, usual).l).toBe('none');
	});

	it('is silent about the usual layers', () => {
		expect(writeLink({ shown: usual }, usual).l).toBeNull();
	});

	it('brings back the same picture, to a pixel', () => {
		const view = fc.record({
			zoom: fc.double({ min: 5, max: 22, noNaN: true }),
			lat: fc.double({ min: 22, max: 32, noNaN: true }),
			lon: fc.double({ min: 24, max: 37, noNaN: true }),
			rotation: fc.constant(0)
		});
		fc.assert(
			fc.property(view, fc.subarray(usual), (seen: MapView, visible) => {
				const shown = usual.map((l) => ({ ...l, visible: visible.includes(l) }));
				const written = writeLink({ view: seen, shown, selection: null }, usual);
				const query = new URLSearchParams(
					Object.entries(written).flatMap(([k, v]): [string, string][] => (v === null ? [] : [[k, v]]))
				);
				const back = readLink(query, layers);
				const pixel = 360 / (256 * 2 ** seen.zoom);
				expect(Math.abs(back.view!.lon - seen.lon)).toBeLessThan(pixel);
				expect(Math.abs(back.view!.lat - seen.lat)).toBeLessThan(pixel);
				expect(Math.abs(back.view!.zoom - seen.zoom)).toBeLessThanOrEqual(0.005);
				const seenIds = (list: typeof shown) => list.filter((l) => l.visible).map((l) => l.id);
				expect(seenIds([...(back.shown ?? usual)])).toEqual(seenIds(shown));
			})
		);
	});
});
