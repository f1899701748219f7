import type { Speeds } from './types.ts';

/** Traffic in a city, junctions included; the table `road_speed` replaces these. */
export const USUAL_SPEEDS: Speeds = {
	motorway: 80,
	trunk: 60,
	primary: 40,
	secondary: 35,
	tertiary: 30,
	unclassified: 25,
	road: 20,
	residential: 20,
	service: 12,
	living_street: 10
};

/** Metres a second; undefined where no car drives. Slip roads are as their road. */
export function speedOf(speeds: Speeds, kind: string | null): number | undefined {
	const kmh = speeds[(kind ?? 'road').replace(/_link$/, '')];
	return kmh === undefined ? undefined : kmh / 3.6;
}

/** Roads that lead somewhere: whoever reaches one has reached the network. */
export function isMain(kind: string | null): boolean {
	return /^(motorway|trunk|primary|secondary)(_link)?$/.test(kind ?? '');
}
