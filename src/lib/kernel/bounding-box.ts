import { z } from 'zod';

type Box = [west: number, south: number, east: number, north: number];

/** What of a box (WGS84 degrees) a map can be drawn of: the poles have no place on it, and beyond them is nothing. */
export function onEarth([w, s, e, n]: readonly number[]): Box {
	const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
	return [within(w!, 180), within(s!, 85.06), within(e!, 180), within(n!, 85.06)];
}

/** Encloses something. */
export const encloses = ([w, s, e, n]: Box) => w < e && s < n;

/** `west,south,east,north` in WGS84 degrees. */
export const BoundingBox = z
	.string()
	.max(100)
	.transform((text) => text.split(',').map(Number))
	.refine((b) => b.length === 4 && b.every(Number.isFinite))
	.transform(onEarth)
	.refine(encloses);
