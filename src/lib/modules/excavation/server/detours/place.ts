import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import { LIMITS, type Detours, type DetourOrigin, type TrafficEffect } from '../../rules/index.ts';
import { placeShape } from '../place.ts';

/** The detours of a work in legal metres: all in one hex EWKB (EPSG:22992), and whence each came, in their order. */
export interface PlacedDetours {
	geom: string;
	origins: DetourOrigin[];
}

/**
 * Brings detours into legal metres; null when there are none.
 * @throws DomainError `geometry_*`, `crs_unknown`.
 */
export async function placeDetours(
	db: Tx['db'],
	detours: readonly { origin: DetourOrigin; geometry: { coordinates: unknown[] } }[],
	crs?: string | number | undefined
): Promise<PlacedDetours | null> {
	if (detours.length === 0) return null;
	const geometry = { type: 'MultiLineString', coordinates: detours.map((d) => d.geometry.coordinates) };
	const longest_m = LIMITS.detoursLength;
	const { geom } = await placeShape(db, { geometry, crs }, { allowed: ['MultiLineString'], longest_m });
	return { geom, origins: detours.map((d) => d.origin) };
}

/** @throws DomainError `invalid_input`: nobody is led round a road that stays open. */
export function demandClosed(work: { traffic_effect: TrafficEffect; detours: Detours }): void {
	if (work.detours.length === 0 || work.traffic_effect === 'closed') return;
	throw new DomainError('invalid_input', { fields: [{ path: 'detours', code: 'dig_detour_road_open' }] });
}
