/** A place or a displacement in the plane, metres. */
export type Pt = readonly [x: number, y: number];

export const add = (a: Pt, b: Pt): Pt => [a[0] + b[0], a[1] + b[1]];
export const sub = (a: Pt, b: Pt): Pt => [a[0] - b[0], a[1] - b[1]];
export const scale = (a: Pt, k: number): Pt => [a[0] * k, a[1] * k];
export const dot = (a: Pt, b: Pt): number => a[0] * b[0] + a[1] * b[1];
/** Positive when b points to the left of a. */
export const cross = (a: Pt, b: Pt): number => a[0] * b[1] - a[1] * b[0];
export const length = (a: Pt): number => Math.sqrt(a[0] * a[0] + a[1] * a[1]);
export const distance = (a: Pt, b: Pt): number => length(sub(a, b));
export const lerp = (a: Pt, b: Pt, t: number): Pt => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
/** A quarter turn to the left. */
export const left = (a: Pt): Pt => [-a[1], a[0]];
/** The displacement a + b * k. */
export const along = (a: Pt, b: Pt, k: number): Pt => [a[0] + b[0] * k, a[1] + b[1] * k];

/** Unit vector; the zero vector stays zero. */
export function unit(a: Pt): Pt {
	const l = length(a);
	return l === 0 ? [0, 0] : [a[0] / l, a[1] / l];
}

/** Unit vector from a to b. */
export const towards = (a: Pt, b: Pt): Pt => unit(sub(b, a));

/** Unit vector at an angle in degrees, counter-clockwise from east. */
export function heading(degrees: number): Pt {
	const r = (degrees * Math.PI) / 180;
	return [Math.cos(r), Math.sin(r)];
}

/** Angle in degrees from a to b, 0..180. */
export function angleBetween(a: Pt, b: Pt): number {
	return (Math.atan2(Math.abs(cross(a, b)), dot(a, b)) * 180) / Math.PI;
}

/** Element of an array used as a ring: the index may run over either end. */
export function at<T>(items: readonly T[], index: number): T {
	const n = items.length;
	return items[((index % n) + n) % n] as T;
}
