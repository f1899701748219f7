import type { Position } from '#lib/kernel/crs.ts';

/** Known points of Egypt: WGS84 longitude, latitude, and Red Belt easting, northing as PROJ gives them. */
export const RED_BELT: [name: string, wgs84: Position, belt: Position][] = [
	['Assiut', [31.1837, 27.1809], [633040.823, 497557.266]],
	['Cairo', [31.2357, 30.0444], [637570.862, 814926.671]],
	['Aswan', [32.8998, 24.0889], [808033.096, 156312.106]],
	['Alexandria', [29.9187, 31.2001], [511785.13, 943532.078]],
	['Luxor', [32.6396, 25.6872], [779434.82, 333070.615]]
];
