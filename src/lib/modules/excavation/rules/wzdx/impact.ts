import type { TrafficEffect } from '../vocabulary.ts';
import type { RoadEvent, VehicleImpact } from './types.ts';

interface Impact {
	vehicle_impact: VehicleImpact;
	restrictions?: RoadEvent['properties']['restrictions'];
}

/** What traffic meets, in the words of the standard. */
export const IMPACT: Record<TrafficEffect, Impact> = {
	none: { vehicle_impact: 'all-lanes-open' },
	parking: { vehicle_impact: 'all-lanes-open', restrictions: [{ type: 'no-parking' }] },
	narrowed: { vehicle_impact: 'all-lanes-open', restrictions: [{ type: 'reduced-width' }] },
	lane_closed: { vehicle_impact: 'some-lanes-closed' },
	closed: { vehicle_impact: 'all-lanes-closed' }
};
