import { at, distance, lerp, type Pt } from './vector.ts';

/**
 * A smooth line through control points (centripetal Catmull-Rom), one vertex about every `step` metres.
 * A closed one returns to its first point, which is then also its last.
 */
export function smooth(controls: readonly Pt[], step: number, closed = false): Pt[] {
	if (controls.length < 3) return [...controls];
	const n = controls.length;
	const spans = closed ? n : n - 1;
	const control = (i: number): Pt => {
		if (closed) return at(controls, i);
		if (i < 0) return lerp(at(controls, 1), at(controls, 0), 2);
		if (i >= n) return lerp(at(controls, n - 2), at(controls, n - 1), 2);
		return at(controls, i);
	};
	const out: Pt[] = [control(0)];
	for (let i = 0; i < spans; i++) {
		const four = [control(i - 1), control(i), control(i + 1), control(i + 2)] as const;
		const pieces = Math.max(1, Math.round(distance(four[1], four[2]) / step));
		for (let k = 1; k <= pieces; k++) out.push(span(four, k / pieces));
	}
	return out;
}

/** Barry and Goldman's pyramid on one span: t 0 at the second control, 1 at the third. */
function span([a, b, c, d]: readonly [Pt, Pt, Pt, Pt], t: number): Pt {
	const t1 = Math.sqrt(distance(a, b)) || 1;
	const t2 = t1 + (Math.sqrt(distance(b, c)) || 1);
	const t3 = t2 + (Math.sqrt(distance(c, d)) || 1);
	const s = t1 + (t2 - t1) * t;
	const ab = lerp(a, b, s / t1);
	const bc = lerp(b, c, (s - t1) / (t2 - t1));
	const cd = lerp(c, d, (s - t2) / (t3 - t2));
	return lerp(lerp(ab, bc, s / t2), lerp(bc, cd, (s - t1) / (t3 - t1)), (s - t1) / (t2 - t1));
}
