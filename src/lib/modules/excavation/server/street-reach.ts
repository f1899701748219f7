import { sql, type RawBuilder } from 'kysely';
import { GRADE_OF_KIND } from '../rules/index.ts';

/** No street reaches farther from its centre line than this, in metres: what the spatial index is asked. */
const FARTHEST = 25;
/** Half of a usual right of way, for the classes of the better roads (links count as their road) and the others. */
const HALF_WIDTH = { excellent: 20, first: 15, other: 10 };

const kindsOf = (grade: string) =>
	Object.entries(GRADE_OF_KIND)
		.filter(([, of]) => of === grade)
		.flatMap(([kind]) => [kind, `${kind}_link`]);

/**
 * Planar metres from the centre line of a row `s` of `streets` within which the ground is the street's: cables of wide
 * roads lie beside the carriageway. Half the width the layer tells, or what is usual for its class when that is more.
 */
export const STREET_REACH = sql<number>`least(${FARTHEST}::float8, greatest(
	case when s.kind = any(${kindsOf('excellent')}::text[]) then ${HALF_WIDTH.excellent}::float8
		when s.kind = any(${kindsOf('first')}::text[]) then ${HALF_WIDTH.first}::float8 else ${HALF_WIDTH.other}::float8 end,
	case when s.props ->> 'width_m' ~ '^[0-9]{1,3}([.][0-9]+)?$' then (s.props ->> 'width_m')::float8 / 2 else 0 end))`;

/** Does a shape (a geometry in EPSG:22992) lie in the street `s`? The first question is for the index. */
export function inStreet(shape: RawBuilder<unknown>): RawBuilder<boolean> {
	return sql<boolean>`(st_dwithin(s.geom, ${shape}, ${FARTHEST}::float8) and st_dwithin(s.geom, ${shape}, ${STREET_REACH}))`;
}
