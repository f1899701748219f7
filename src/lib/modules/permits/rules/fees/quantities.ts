import { kindRules } from '../kinds/kinds.ts';
import { isLicence } from '../permit-types.ts';
import type { FeeCase, FeeFloor, WorksValue } from './types.ts';
import type { Quantity } from './vocabulary.ts';

/** How much of everything a case has, in the units of `QUANTITIES`; null where nobody has said. */
export function quantitiesOf(asked: FeeCase, value: WorksValue | null): Record<Quantity, number | null> {
	const { floors, basements } = asked;
	const all = floors && basements && [...floors, ...basements];
	const known = {
		floors: floors && floors.length * 100,
		basements: basements && basements.length * 100,
		units: asked.units === null ? null : asked.units * 100,
		floor_area: all && sum(all),
		ground_area: floors && (floors[0]?.area ?? 0),
		plot_area: asked.plot_area,
		fence_length: asked.fence_length,
		height: asked.height,
		works_value: value && value.amount
	};
	const { permit_type, on } = asked;
	// What such works do not have nobody needs to say.
	for (const none of isLicence(permit_type) ? kindRules(permit_type, on).has_none : []) known[none] ??= 0;
	return known;
}

const sum = (floors: readonly FeeFloor[]) => floors.reduce((all, f) => all + f.area, 0);
