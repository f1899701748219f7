import type { Bilingual } from '#lib/kernel/layer.ts';
import { layAreas, type Areas } from './fabric/areas.ts';
import { weaveFabric, type Block, type Fabric } from './fabric/blocks.ts';
import { buildingsOn, type Building } from './fabric/buildings.ts';
import { parcelsOf, type Parcel } from './fabric/parcels.ts';
import { placeFacilities } from './fabric/sites.ts';
import { withSoundFabric } from './fabric/sound.ts';
import { centroid } from './geometry/ring.ts';
import { groundOf, type Ground } from './ground.ts';
import type { Edge, Graph } from './network/graph.ts';
import { streetsOf, type Street } from './network/streets.ts';
import { townStreets } from './network/town-streets.ts';
import type { AreaPlan, Plan } from './plan.ts';
import { FACILITIES } from './recipe.ts';
import { middleOf, nameStreets } from './society/street-names.ts';

/** A street with its name and identifier. */
export interface NamedStreet extends Street {
	source_id: string;
	name: Bilingual;
	village: string;
}

/** One stretch of street between two junctions. */
export interface Section {
	source_id: string;
	/** From 1 along the street. */
	no: number;
	street: NamedStreet;
	edge: Edge;
}

/** Everything that was drawn, before it is written down as features. Places in metres from the plan's origin. */
export interface TownModel {
	plan: Plan;
	seed: number;
	ground: Ground;
	graph: Graph;
	fabric: Fabric;
	areas: Areas;
	streets: readonly NamedStreet[];
	sections: readonly Section[];
	sectionOf: ReadonlyMap<Edge, Section>;
	parcels: readonly Parcel[];
	buildings: readonly Building[];
	villageOf: ReadonlyMap<Block, AreaPlan['villages'][number]>;
}

export const numbered = (prefix: string, n: number, digits = 4): string =>
	`${prefix}-${String(n).padStart(digits, '0')}`;

export function modelTown(plan: Plan, seed: number): TownModel {
	const graph = withSoundFabric(plan, townStreets(plan, seed));
	const fabric = weaveFabric(plan, graph);
	const areas = layAreas(plan);
	const partings = placeFacilities(fabric.blocks, FACILITIES);
	const parcels = fabric.blocks.flatMap((b) =>
		parcelsOf(plan, seed, b, partings.get(b) ?? { sites: [], rest: [] })
	);
	const drawn = streetsOf(graph).toSorted((a, b) => b.length - a.length);
	const names = nameStreets(drawn, seed);
	const streets = drawn.map((street, i): NamedStreet => ({
		...street,
		source_id: numbered('street', i + 1, 3),
		name: names.get(street) ?? { ar: '', en: '' },
		village: areas.villageAt(middleOf(street)).id
	}));
	const sections = streets
		.flatMap((street) => street.chains.flat().map(({ edge }, i) => ({ no: i + 1, street, edge })))
		.map((s, i): Section => ({ ...s, source_id: numbered('section', i + 1) }));
	return {
		plan,
		seed,
		ground: groundOf(plan),
		graph,
		fabric,
		areas,
		streets,
		sections,
		sectionOf: new Map(sections.map((s) => [s.edge, s])),
		parcels,
		buildings: parcels.flatMap((p) => buildingsOn(seed, p)),
		villageOf: new Map(fabric.blocks.map((b) => [b, areas.villageAt(centroid(b.ring))]))
	};
}
