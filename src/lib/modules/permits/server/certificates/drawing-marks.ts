/** What stands on a plan besides the plots. Ordinates of SVG go down. EPSG:22992. */
export const FONT = 'font-family="IBM Plex Sans Arabic, IBM Plex Sans Latine"';
/** Before what begins with a number and is read from right to left. */
const RTL = '\u200f';

export interface Frame {
	west: number;
	south: number;
	east: number;
	north: number;
}

/** A corner of a plot, by its number. */
export interface Corner {
	no: number;
	east: number;
	north: number;
}

export const dot = (x: number, y: number, r: number, ink: string) =>
	`<circle cx="${x}" cy="${-y}" r="${r}" fill="${ink}"/>`;

/** Beside a corner, away from the middle of the plot, by some metres. */
export function outwards(corners: readonly Corner[], by: number) {
	const mean = (of: (c: Corner) => number) => corners.reduce((sum, c) => sum + of(c), 0) / corners.length;
	const [x, y] = [mean((c) => c.east), mean((c) => c.north)];
	return ({ east, north }: Corner): [number, number] => {
		const far = Math.hypot(east - x, north - y) || 1;
		return [east + ((east - x) / far) * by, north + ((north - y) / far) * by];
	};
}

export function north({ east, north }: Frame, pt: number): string {
	const [x, y] = [east - 16 * pt, -north + 14 * pt];
	return `<path d="M ${x} ${y} l ${5 * pt} ${16 * pt} l ${-5 * pt} ${-4 * pt} l ${-5 * pt} ${4 * pt} Z" fill="#1d2b33"/>
<text x="${x}" y="${y + 26 * pt}" text-anchor="middle" ${FONT} font-size="${9 * pt}" fill="#1d2b33">N</text>`;
}

/** A bar of a round length, at the foot. */
export function scale({ west, east, south }: Frame, pt: number): string {
	const length = [200, 100, 50, 20, 10].find((l) => l <= (east - west) / 5) ?? 5;
	const [x, y] = [west + 10 * pt, -south - 9 * pt];
	return `<path d="M ${x} ${y - 3 * pt} V ${y} H ${x + length} V ${y - 3 * pt}" fill="none" stroke="#1d2b33" stroke-width="${pt}"/>
<text x="${x + length / 2}" y="${y - 5 * pt}" text-anchor="middle" ${FONT} font-size="${9 * pt}" fill="#1d2b33">${RTL}${length} م</text>`;
}
