import { DomainError } from '#lib/kernel/errors.ts';
import type { Control, Similarity } from './types.ts';

/** A drawing in metres needs next to no scaling; more means wrong units or wrong points. */
const SCALE_SLACK = 0.001;
/** Control points nearer to each other fix no direction. */
const LEAST_APART_M = 1;
/** Metres that a control point may be off after the fit. */
const MOST_OFF_M = 0.2;

/**
 * The similarity that lays a drawing on the ground, by least squares.
 * @param controls two or more, `drawing` in metres already, `survey` in EPSG:22992.
 * @throws DomainError `drawing_no_control`, `drawing_scale`, `drawing_misfit`.
 */
export function fitSimilarity(controls: readonly Control[]): Similarity {
	const from = centre(controls.map((c) => c.drawing));
	const to = centre(controls.map((c) => c.survey));
	let along = 0;
	let across = 0;
	let size = 0;
	for (const { drawing, survey } of controls) {
		const [x, y] = [drawing[0] - from[0], drawing[1] - from[1]];
		const [e, n] = [survey[0] - to[0], survey[1] - to[1]];
		along += x * e + y * n;
		across += x * n - y * e;
		size += x * x + y * y;
	}
	const apart = 2 * Math.max(0, ...controls.map((c) => Math.hypot(c.survey[0] - to[0], c.survey[1] - to[1])));
	if (controls.length < 2 || size === 0 || apart < LEAST_APART_M) throw new DomainError('drawing_no_control');
	const [a, b] = [along / size, across / size];
	const scale = Math.hypot(a, b);
	if (!(Math.abs(scale - 1) <= SCALE_SLACK + 1e-9))
		throw new DomainError('drawing_scale', { params: { scale: Number(scale.toFixed(5)) } });
	const apply: Similarity['apply'] = ([x = NaN, y = NaN]) => {
		const [u, v] = [x - from[0], y - from[1]];
		return [to[0] + a * u - b * v, to[1] + b * u + a * v];
	};
	const residuals_m = controls.map(({ drawing, survey }) => {
		const [e = NaN, n = NaN] = apply(drawing);
		return Math.hypot(e - survey[0], n - survey[1]);
	});
	const worst = Math.max(...residuals_m);
	if (!(worst <= MOST_OFF_M))
		throw new DomainError('drawing_misfit', {
			params: { metres: Number(worst.toFixed(3)), point: residuals_m.indexOf(worst) + 1 }
		});
	return { scale, rotation_deg: (Math.atan2(b, a) * 180) / Math.PI, residuals_m, apply };
}

function centre(points: readonly [number, number][]): [number, number] {
	const n = Math.max(1, points.length);
	return [points.reduce((s, p) => s + p[0], 0) / n, points.reduce((s, p) => s + p[1], 0) / n];
}
