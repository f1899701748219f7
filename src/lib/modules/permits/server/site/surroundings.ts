import type { CivilDate } from '#lib/kernel/dates.ts';
import { worksAround } from '#lib/modules/excavation/server/index.ts';
import { getLayer } from '#lib/modules/layers/rules/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import {
	codeOf,
	RULE_SETS,
	ruleSetOn,
	type ConstraintHere,
	type LayerAnswer,
	type Place,
	type Surface,
	type Surroundings,
	type Withheld
} from '../../rules/index.ts';
import { aroundPlot, isCeiling, isCordon, type Around } from './around.ts';
import { fromSite } from './kept.ts';
import {
	CEILINGS,
	CORDON,
	layerStates,
	RESTRICTIONS,
	SITE_LAYERS,
	titleOfLayer,
	type SiteLayer
} from './layers.ts';
import { inBoth, type PlacedPlot } from './plot.ts';
import { isTrue, planOf, text } from './zone.ts';

/** How a site is looked at. */
export interface SiteOptions {
	/** The day whose code and plan judge. */
	on: CivilDate;
	/** Said by whoever asks; by the zone's plan when absent. */
	place?: Place | undefined;
	/** Works that end before this day are no longer in anybody's way; `on` when absent. */
	worksFrom?: CivilDate | undefined;
}

const NOTHING: Surface = { type: 'MultiPolygon', coordinates: [] };
const NETWORKS = SITE_LAYERS.filter((layer) => layer.startsWith('utilities_'));

/**
 * A plot with all that the layers know around it. What a layer lacks everywhere is null (nobody has it), what it has
 * elsewhere only is an empty list; buried networks and digs are left out for those who may not see them.
 */
export async function surroundingsOf(
	ctx: Pick<Ctx, 'actor'>,
	db: Tx['db'],
	{ plot, geom }: PlacedPlot,
	{ on, place, worksFrom = on }: SiteOptions
): Promise<Surroundings> {
	const seesNetworks = NETWORKS.every((layer) => can(ctx.actor, 'layer:read', getLayer(layer)));
	const seesDigs = can(ctx.actor, 'dig:read');
	const withheld: Withheld[] = [
		...(seesNetworks ? [] : ['utilities' as const]),
		...(seesDigs ? [] : ['digs' as const])
	];
	const { layers, kinds, stamps } = await layerStates(db);
	const which = `${geom} ${plot.id} ${plot.source_id} ${on} ${seesNetworks}`;
	const around = await fromSite(stamps, which, () =>
		aroundPlot(db, { geom, ...plot }, { on, utilities: seesNetworks })
	);
	const digs = seesDigs ? await worksAround(db, { geom, from: worksFrom }) : [];
	const [zone] = around.zones;
	const plan = zone ? planOf(zone.props) : null;
	const settled = place ?? plan?.place ?? 'city';
	const holds = (layer: SiteLayer) => layers[layer].holds;
	const known = (some: readonly string[]) => some.some((kind) => kinds.includes(kind));
	const constraints = around.constraints.map(restriction);
	const isRestriction = ({ kind, max_height_m }: { kind: string; max_height_m: number | null }) =>
		!isCordon(kind) && !(isCeiling(kind) && max_height_m !== null);
	const found = foundIn(around, digs.length);
	return {
		plot,
		on,
		code: codeOf(ruleSetOn(RULE_SETS, settled, on), {
			place: settled,
			...(zone && plan && zone.in_force
				? { values: plan.values, id: zone.id, source: plan.source }
				: { values: {} })
		}),
		zone: zone
			? {
					...{ id: zone.id, name: zone.name, kind: zone.kind, code: zone.code },
					...{ covers_m2: zone.covers_m2, in_force: zone.in_force }
				}
			: null,
		place_by: place ? 'caller' : plan?.place ? 'zone' : 'nobody',
		streets: holds('right_of_way') ? around.streets : null,
		neighbours: holds('parcels') ? around.neighbours : null,
		cordon: known([CORDON]) ? joined(around) : null,
		height_limits: known(CEILINGS)
			? constraints.flatMap(({ max_height_m, ...c }) =>
					isCeiling(c.kind) && max_height_m !== null
						? [{ ...c, geometry: c.geometry as Surface, max_height_m }]
						: []
				)
			: null,
		constraints:
			known(RESTRICTIONS) || constraints.some(isRestriction)
				? constraints.filter(isRestriction).map(({ max_height_m: _height, ...c }) => c)
				: null,
		utilities: seesNetworks && NETWORKS.some(holds) ? around.utilities : null,
		digs: seesDigs && holds('digs') ? digs : null,
		violations: holds('violations') ? around.violations : null,
		withheld,
		kinds: [...RESTRICTIONS, ...CEILINGS, CORDON].map((kind) => ({ kind, known: kinds.includes(kind) })),
		layers: SITE_LAYERS.map((layer): LayerAnswer => {
			const shown = layer === 'digs' ? seesDigs : !NETWORKS.includes(layer) || seesNetworks;
			const { holds: has, version, changed_at } = layers[layer];
			const state = shown ? (has ? 'answered' : 'absent') : 'withheld';
			const told = state === 'withheld' ? { version: null, changed_at: null } : { version, changed_at };
			return { layer, title: titleOfLayer(layer), state, ...told, found: found[layer] };
		})
	};
}

/** How much of each layer lies around. */
function foundIn(around: Around, digs: number): Record<SiteLayer, number> {
	const lines = (network: string) => around.utilities.filter((u) => u.kind === network).length;
	return {
		right_of_way: around.streets.length,
		parcels: around.neighbours.length,
		zones: around.zones.length,
		constraints: around.constraints.length,
		violations: around.violations.length,
		utilities_water: lines('water'),
		utilities_sewage: lines('sewage'),
		utilities_gas: lines('gas'),
		utilities_power: lines('power'),
		utilities_telecom: lines('telecom'),
		digs
	};
}

/** The cordons that reach the plot as one surface; none is an empty surface, outside of which everything lies. */
function joined({ constraints }: Around): Surface {
	const surfaces = constraints.filter((c) => isCordon(c.kind)).map((c) => c.geometry as Surface);
	return surfaces.length === 0
		? NOTHING
		: {
				type: 'MultiPolygon',
				coordinates: surfaces.flatMap((s) => (s.type === 'Polygon' ? [s.coordinates] : s.coordinates))
			};
}

function restriction({
	props,
	name_en,
	...thing
}: Around['constraints'][number]): ConstraintHere & { max_height_m: number | null } {
	const height = Number(props.max_height_m ?? NaN);
	return {
		...thing,
		agency: text(props.agency),
		agency_title: inBoth(text(props.agency), text(props.agency_en)),
		title: inBoth(thing.name, name_en),
		article: inBoth(text(props.article_ar), text(props.article_en)),
		unverified: isTrue(props.unverified),
		max_height_m: Number.isFinite(height) && height >= 0 ? height : null
	};
}
