/** The three heights of a sheet over the map, low to high. */
export const SHEET_STOPS = ['low', 'half', 'full'] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** Height of each stop in px, for a sheet that may be `available` px high. */
export function stopHeights(available: number): Record<SheetStop, number> {
	return { low: Math.min(108, available), half: Math.round(available * 0.55), full: available };
}

/**
 * Where a released sheet comes to rest: the nearest stop, or the next one in the direction of a throw.
 * `speed` in px/ms, positive upwards.
 */
export function restingStop(height: number, speed: number, available: number): SheetStop {
	const heights = stopHeights(available);
	if (Math.abs(speed) > 0.5) {
		const thrown = SHEET_STOPS.filter((stop) =>
			speed > 0 ? heights[stop] > height : heights[stop] < height
		);
		return (speed > 0 ? thrown[0] : thrown.at(-1)) ?? (speed > 0 ? 'full' : 'low');
	}
	return SHEET_STOPS.reduce((best, stop) =>
		Math.abs(heights[stop] - height) < Math.abs(heights[best] - height) ? stop : best
	);
}

/** The stop a key moves to: arrows one step, Home and End all the way. */
export function stopAfterKey(stop: SheetStop, key: string): SheetStop | null {
	const at = SHEET_STOPS.indexOf(stop);
	if (key === 'ArrowUp' || key === 'PageUp') return SHEET_STOPS[Math.min(at + 1, 2)] ?? null;
	if (key === 'ArrowDown' || key === 'PageDown') return SHEET_STOPS[Math.max(at - 1, 0)] ?? null;
	if (key === 'Home') return 'low';
	if (key === 'End') return 'full';
	return null;
}
