import { describe, expect, it } from 'vitest';
import { roundScale, scaleBar } from './scale-bar.ts';
import { metresPerPixel, sameView, scaleOf, viewOfBox, zoomOf } from './view.ts';

describe('scale', () => {
	it('is true at the latitude: a pixel of zoom 16 at Alexandria is 2.04 m, not 2.39', () => {
		expect(metresPerPixel(16, 31.2)).toBeCloseTo(2.0432, 3);
		expect(metresPerPixel(16, 0)).toBeCloseTo(2.3887, 3);
	});

	it('is 1:7,722 for 96 dots to the inch at zoom 16 in Alexandria', () => {
		expect(Math.round(scaleOf(16, 31.2))).toBe(7722);
		expect(roundScale(7722)).toBe(7700);
		expect(roundScale(97)).toBe(97);
		expect(roundScale(1_234_567)).toBe(1_200_000);
	});

	it.each([
		[2.04, 96, 100],
		[0.1, 96, 5],
		[60, 96, 5000],
		[30, 96, 2000],
		[1, 100, 100]
	])('a bar for %d m a pixel in %d pixels is %d m long', (mpp, room, metres) => {
		const bar = scaleBar(mpp, room);
		expect(bar.metres).toBe(metres);
		expect(bar.pixels).toBeCloseTo(metres / mpp, 6);
		expect(bar.pixels).toBeLessThanOrEqual(room);
	});
});

describe('views', () => {
	it('a box fills the window it is shown in', () => {
		const view = viewOfBox([29.8, 31.1, 30.2, 31.4], 1000, 800);
		expect(view.lon).toBeCloseTo(30, 6);
		expect(view.zoom).toBe(11);
	});

	it('zoom and resolution are the same thing', () => {
		expect(zoomOf(156_543.033_928_041 / 2 ** 15.5)).toBeCloseTo(15.5, 9);
	});

	it('a difference below a pixel is no difference', () => {
		const view = { lon: 29.9, lat: 31.2, zoom: 16, rotation: 0 };
		expect(sameView(view, { ...view, lon: 29.900001 })).toBe(true);
		expect(sameView(view, { ...view, lon: 29.9001 })).toBe(false);
		expect(sameView(view, { ...view, zoom: 16.1 })).toBe(false);
		expect(sameView(view, { ...view, rotation: 5 })).toBe(false);
	});
});
