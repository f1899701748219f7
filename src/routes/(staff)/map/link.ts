import type { Box } from '#lib/map/types.ts';

/** The page's address with other map parameters; what led here once (`at`, `pin`) is not repeated. */
export function linkWith(url: URL, parameters: Record<string, string | null>): URL {
	const next = new URL(url);
	next.searchParams.delete('at');
	next.searchParams.delete('pin');
	for (const [name, value] of Object.entries(parameters)) {
		if (value === null) next.searchParams.delete(name);
		else next.searchParams.set(name, value);
	}
	// These signs need no escape in a query, and people read these links.
	next.search = next.search.replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');
	return next;
}

/** `west,south,east,north`, or undefined for anything else. */
export function boxParameter(text: string | null): Box | undefined {
	const numbers = numbersOf(text);
	const [west = 0, south = 0, east = 0, north = 0] = numbers;
	const sound = numbers.length === 4 && west < east && south < north && Math.abs(south) < 85 && north < 85;
	return sound ? [west, south, east, north] : undefined;
}

/** `lon,lat`, or undefined for anything else. */
export function pinParameter(text: string | null): [lon: number, lat: number] | undefined {
	const numbers = numbersOf(text);
	const [lon = 0, lat = 0] = numbers;
	return numbers.length === 2 && Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [lon, lat] : undefined;
}

function numbersOf(text: string | null): number[] {
	const numbers = text?.split(',').map((part) => (part.trim() === '' ? NaN : Number(part))) ?? [];
	return numbers.every(Number.isFinite) ? numbers : [];
}
