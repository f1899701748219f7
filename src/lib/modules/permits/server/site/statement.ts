import { cairoDate } from '#lib/kernel/cairo.ts';
import { fromLegal, LEGAL_SRID, requireCrs } from '#lib/kernel/crs.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	checkProposal,
	cornersOf,
	factsOf,
	NOTHING_BUILT,
	proposalOn,
	SiteDrawn,
	SiteQuery,
	verdictOfCheck,
	type CheckVerdict,
	type Place,
	type RuleResult,
	type SiteFacts,
	type Surroundings
} from '../../rules/index.ts';
import { plotAt, plotById, plotDrawn, type PlacedPlot } from './plot.ts';
import { surroundingsOf } from './surroundings.ts';

/** What may be built on a plot, and by what: the content of a site statement (بيان صلاحية). */
export interface SiteStatement {
	/** `block`: something stands against building here; `warn`: it does not by itself. */
	verdict: CheckVerdict;
	facts: SiteFacts;
	/** Corners of the plot: Red Belt metres to the millimetre, WGS84 degrees to eight decimals (a millimetre). */
	corners: { no: number; east: number; north: number; lon: number; lat: number }[];
	/** What the rules say before anything is built: of streets, cordon, constraints, violations. */
	results: RuleResult[];
	/** The plot with all around it, as the rules take it: with a building on it the browser judges what the server judges. */
	site: Surroundings;
	crs: 'EPSG:22992';
}

/**
 * The statement of a plot of the map.
 * @param input `SiteQuery`
 * @throws DomainError `forbidden`, `not_found`; ZodError.
 */
export async function siteStatement(ctx: Ctx, input: unknown): Promise<SiteStatement> {
	demand(ctx, 'permit:check');
	const { parcel, at, ...judged } = SiteQuery.parse(input);
	return stated(ctx, judged, (db) => (at ? plotAt(db, at) : plotById(db, parcel!)));
}

/**
 * The statement of a surface that somebody drew.
 * @param input `SiteDrawn`
 * @throws DomainError `forbidden`, `crs_unknown`, `geometry_*`; ZodError.
 */
export async function statementOfDrawn(ctx: Ctx, input: unknown): Promise<SiteStatement> {
	demand(ctx, 'permit:check');
	const { geometry, crs, ...judged } = SiteDrawn.parse(input);
	return stated(ctx, judged, (db) => plotDrawn(db, geometry, requireCrs(crs)));
}

async function stated(
	ctx: Ctx,
	{ on = cairoDate(ctx.now()), place }: { on?: CivilDate | undefined; place?: Place | undefined },
	plotOf: (db: Tx['db']) => Promise<PlacedPlot>
): Promise<SiteStatement> {
	const site = await ctx.readKept(async (db) =>
		surroundingsOf(ctx, db, await plotOf(db), { on, ...(place ? { place } : {}) })
	);
	return statementOf(site);
}

/** What is said of a plot with all that lies around it. */
export function statementOf(site: Surroundings): SiteStatement {
	const results = checkProposal(proposalOn(site, NOTHING_BUILT)).filter((r) =>
		OF_THE_GROUND.includes(r.rule)
	);
	return {
		verdict: verdictOfCheck(results),
		facts: factsOf(site),
		corners: cornersOf(site.plot.geometry).map(([east, north], i) => {
			const [lon = NaN, lat = NaN] = fromLegal(4326, [east, north]);
			return {
				no: i + 1,
				east: round(east, 3),
				north: round(north, 3),
				lon: round(lon, 8),
				lat: round(lat, 8)
			};
		}),
		results,
		site,
		crs: `EPSG:${LEGAL_SRID}`
	};
}

/** Rules that judge the plot whatever is built on it. */
const OF_THE_GROUND: readonly string[] = ['R06', 'R09', 'R13', 'R15', 'R16', 'R20'];
const round = (value: number, digits: number) => Number(value.toFixed(digits));
