import { lineLength, offsetLine, pointAlong, sliceLine, type Line } from '../geometry/line.ts';
import { at, type Pt } from '../geometry/vector.ts';
import { widthOf } from '../network/town-streets.ts';
import { TRANSIT } from '../recipe.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { chainPoints, firstEdge } from './streets.ts';

/** Share of the right of way from its middle to where people wait. */
const KERB = 0.34;

/** The lines of public transport and their stops, along parts of main streets. */
export function transitFeatures(model: TownModel): Record<'bus_routes' | 'bus_stops', TownFeature[]> {
	return {
		bus_routes: TRANSIT.routes.map(({ ref, kind, name_ar, name_en, operator, along }) => ({
			source_id: `route-${ref}`,
			...{ name_ar, name_en, kind },
			props: { ref, operator },
			geometry: model.ground.lines(
				along.map(({ street, from, to }) => sliceLine(axisOf(model, street), from, to))
			)
		})),
		bus_stops: TRANSIT.stops.map(({ name_ar, name_en, street, at: metres }, i) => ({
			source_id: numbered('stop', i + 1, 2),
			...{ name_ar, name_en, kind: 'bus_stop' },
			props: {},
			geometry: model.ground.point(besides(model, street, metres))
		}))
	};
}

/** The longest way of a main street of the plan. */
function axisOf(model: TownModel, main: string): Line {
	const street = streetOf(model, main);
	return at(
		street.chains.map(chainPoints).toSorted((a, b) => lineLength(b) - lineLength(a)),
		0
	);
}

function besides(model: TownModel, main: string, metres: number): Pt {
	const kerb = widthOf(model.plan, firstEdge(streetOf(model, main)).tag.kind) * KERB;
	return pointAlong(offsetLine(axisOf(model, main), -kerb), metres).point;
}

function streetOf(model: TownModel, main: string) {
	const street = model.streets.find((s) => s.main === main);
	if (!street) throw new RangeError(`the plan has no street ${main}`);
	return street;
}
