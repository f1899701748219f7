import { requireCrs } from '#lib/kernel/crs.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	BY_THE_CALLER,
	codeOf,
	given,
	proposalOf,
	proposalOn,
	type CheckOnSite,
	type Code,
	type LayerAnswer,
	type Proposal,
	type Surface
} from '../../rules/index.ts';
import { inLegalMetres } from '../legal.ts';
import { demandSize } from '../size.ts';
import { demandWhole } from '../whole.ts';
import { plotById, plotDrawn, type PlacedPlot } from './plot.ts';
import { surroundingsOf } from './surroundings.ts';

/** What of a plot's surroundings a caller may send in place of the map's. */
const LISTS = [
	'streets',
	'neighbours',
	'cordon',
	'height_limits',
	'constraints',
	'utilities',
	'digs',
	'violations'
] as const;
const NOWHERE: Surface = { type: 'MultiPolygon', coordinates: [] };

/**
 * A question about a plot on the map as the rules take it, in EPSG:22992: what was not sent is read from the layers.
 * @param options.sent names of what the caller sent.
 * @param options.onRecord the plot of a case, whose shapes were examined when they came.
 */
export async function proposalOnSite(
	ctx: Pick<Ctx, 'actor'>,
	db: Tx['db'],
	asked: CheckOnSite,
	{ sent, today, onRecord }: { sent: ReadonlySet<string>; today: CivilDate; onRecord?: PlacedPlot }
): Promise<{ proposal: Proposal; on: CivilDate; layers: LayerAnswer[] }> {
	const { parcel, parcel_id, surroundings: _read, ...rest } = asked;
	const on = asked.on ?? today;
	// What the caller drew; the plot itself is placed by the map.
	const drawn = inLegalMetres(proposalOf({ ...rest, parcel: NOWHERE }, today), asked.crs);
	demandSize(drawn);
	if (!onRecord) await demandWhole(db, drawn);
	const plot =
		onRecord ??
		(parcel_id === undefined
			? await plotDrawn(db, parcel!, requireCrs(asked.crs))
			: await plotById(db, parcel_id));
	const site = await surroundingsOf(ctx, db, plot, {
		on,
		place: sent.has('place') ? asked.place : undefined,
		worksFrom: asked.works && asked.works.start < on ? asked.works.start : on
	});
	const said = Object.fromEntries(LISTS.filter((name) => sent.has(name)).map((name) => [name, drawn[name]]));
	const code = codeFor(asked, site.code, sent.has('zone'));
	return { proposal: { ...proposalOn({ ...site, code }, drawn), ...said }, on, layers: site.layers };
}

/** The code of the site, with the numbers of the caller in place of the zone's, or without those of the rule set. */
function codeFor(asked: CheckOnSite, { place, rule_set, zone }: Code, sent: boolean): Code {
	const numbers = sent ? { values: given(asked.zone), source: BY_THE_CALLER } : zone;
	return codeOf(asked.code ? rule_set : null, { place, ...numbers });
}
