/** A round ground length that is at most `room` pixels long, and how many pixels it is. */
export function scaleBar(metresPerPixel: number, room: number): { metres: number; pixels: number } {
	const most = metresPerPixel * room;
	const power = 10 ** Math.floor(Math.log10(most));
	const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? power;
	return { metres, pixels: metres / metresPerPixel };
}

/** A scale denominator as people say it: two or three leading figures. */
export function roundScale(denominator: number): number {
	const power = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 1);
	return Math.round(denominator / power) * power;
}
