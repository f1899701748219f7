import { DomainError } from '#lib/kernel/errors.ts';
import { vertexCount } from '#lib/kernel/geometry.ts';
import { withGeometry, type Proposal } from '../rules/index.ts';

/** Positions of the plot, the building, a light well; and of everything together. More is no plan of a building. */
const MOST = { drawn: 1000, all: 20_000 };

/**
 * Every wall is held against every edge around, so both are bounded: one question must not keep all others waiting.
 * @throws DomainError `geometry_too_many_vertices`
 */
export function demandSize(proposal: Proposal): void {
	const { parcel, footprint, light_wells, projections } = proposal;
	for (const drawn of [parcel, footprint, ...light_wells, ...projections])
		if (drawn && vertexCount(drawn) > MOST.drawn) refuse(MOST.drawn);
	let all = 0;
	withGeometry(proposal, (geometry) => ((all += vertexCount(geometry)), geometry));
	if (all > MOST.all) refuse(MOST.all);
}

function refuse(max: number): never {
	throw new DomainError('geometry_too_many_vertices', { params: { max } });
}
