import type { CivilDate } from '#lib/kernel/dates.ts';
import type { QuoteFees } from './schema.ts';
import type { FeeCase, FeeFloor } from './types.ts';

/** What was sent, in the units of the engine: to the hundredth of a metre or square metre, a half up. */
export function feeCaseOf(asked: QuoteFees, today: CivilDate): FeeCase {
	const floors = asked.floors ?? (asked.permit_type === 'fence' ? [] : null);
	return {
		on: asked.on ?? today,
		place: asked.place,
		permit_type: asked.permit_type,
		...(asked.stages ? { stages: asked.stages } : {}),
		floors: floors && floors.map(floor),
		basements: asked.basements && asked.basements.map(floor),
		plot_area: hundredths(asked.plot_m2),
		fence_length: hundredths(asked.fence_m),
		height: hundredths(asked.height_m),
		units: asked.units,
		exemptions: asked.exemptions
	};
}

const floor = ({ use, area_m2 }: { use: string; area_m2: number }): FeeFloor => ({
	use,
	area: hundredths(area_m2)
});

/** 1.005 is a little less than it looks in binary: rounded as it was written. */
function hundredths(value: number): number;
function hundredths(value: number | null): number | null;
function hundredths(value: number | null): number | null {
	return value === null ? null : Math.round(Number(`${value}e2`)) || 0;
}
