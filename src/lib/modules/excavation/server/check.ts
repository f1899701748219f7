import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	bufferOf,
	c5Detour,
	CheckDig,
	demandWindow,
	heaviestFirst,
	HORIZON_DAYS,
	LIMITS,
	longestReach,
	pairFindings,
	parametersOn,
	verdictOf,
	widestOf,
	type CheckResult,
	type FoundClash,
	type PairWork,
	type ParameterRow,
	type RuleParameters,
	type Window
} from '../rules/index.ts';
import { categoryNeeded } from './category.ts';
import { calendarFindings } from './calendar/index.ts';
import { toParty } from './columns.ts';
import { demandClosed, placeDetours } from './detours/place.ts';
import { explain } from './explain.ts';
import { groundFindings } from './ground.ts';
import { parseInput } from './input.ts';
import { networkFindings } from './network/check.ts';
import { findNeighbours, type NeighbourRow } from './neighbours.ts';
import { parameterRows } from './parameters.ts';
import { placeShape } from './place.ts';
import { organisationOf, promoterRead } from './promoter.ts';
import { tidyReference } from './reference.ts';
import { streetsTouched } from './streets-touched.ts';

/**
 * What would happen if this trench were dug then: verdict, clashes with the piece they share, first free start,
 * streets. Nothing is saved.
 * @param input `CheckDig`
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`.
 */
export async function checkDig(ctx: Ctx, input: unknown): Promise<CheckResult> {
	demand(ctx, 'dig:read');
	const data = parseInput(CheckDig, input);
	const today = cairoDate(ctx.now());
	demandWindow(data.window, today);
	demandClosed(data);
	return ctx.readKept(async (db) => {
		const rows = await parameterRows(db);
		const parameters = parametersOn(rows, data.window.start);
		const buffer_m = bufferOf(parameters, data.carriageway);
		const { geom, length_m, area_m2, zone, zone_geom } = await placeShape(db, data, {
			buffer_m,
			largest_m2: LIMITS.area.max
		});
		const { norm, ...promoter } = await promoterRead(db, ctx.actor, data.promoter);
		const detours = await placeDetours(db, data.detours, data.crs);
		const me: PairWork = {
			organisation: organisationOf({ ...promoter, norm }),
			category: data.category,
			window: data.window,
			road_works: data.road_works,
			buffer_m
		};
		const reach = longestReach(rows);
		const neighbours = await findNeighbours(db, {
			geom,
			street: data.street,
			buffer_m,
			zone: zone_geom!,
			detours: detours?.geom ?? null,
			detour_m: widestOf(rows, 'detour_m'),
			reach_m: parameters.reach_m,
			...data.window,
			from: addDays(data.window.start, -reach),
			until: addDays(data.window.end, HORIZON_DAYS),
			except: data.except === undefined ? null : tidyReference(data.except)
		});
		const network = await networkFindings(db, {
			...data,
			geom,
			except: data.except === undefined ? null : tidyReference(data.except),
			rows
		});
		const near = neighbours.flatMap((n) => clashesWith(me, n, { rows, today }));
		const clashes = [...near, ...network.clashes].sort(heaviestFirst);
		const ground = await groundFindings(db, { geom, width_m: data.width_m }, data, {
			...parameters,
			...me,
			zone: zone_geom!
		});
		const calendar = await calendarFindings(db, {
			geom,
			window: data.window,
			hours: data.hours,
			category: data.category,
			submitted_at: ctx.now()
		});
		const findings = [...ground.transit, ...ground.findings, ...calendar];
		const busy = [...busyPeriods({ ...me, ...parameters }, neighbours), ...ground.closed];
		const { start } = data.window;
		const notice = calendar.flatMap((f) => (f.rule === 'C8' ? [f.evidence.earliest_start] : []));
		const soonest = [today, ...notice].sort().at(-1)!;
		const tooSoon = start < soonest ? [{ start, end: addDays(soonest, -1) }] : [];
		const first_possible_start = await network.freeStart([...busy, ...tooSoon]);
		return {
			verdict: verdictOf([...clashes, ...findings]),
			explanation: explain({ clashes, findings }, first_possible_start),
			promoter,
			findings,
			length_m: Math.round(length_m * 100) / 100,
			area_m2: Math.round(area_m2 * 100) / 100,
			buffer_m,
			zone: zone!,
			clashes,
			first_free_start: tooSoon.length ? await network.freeStart(busy) : first_possible_start,
			first_possible_start,
			category: await categoryNeeded(db, { ...data, geom }),
			streets: await streetsTouched(db, geom)
		};
	});
}

/** By the rules of the day the later of the two starts, as on record. */
function clashesWith(
	me: PairWork,
	row: NeighbourRow,
	{ rows, today }: { rows: readonly ParameterRow[]; today: string }
): FoundClash[] {
	const other = toParty(row);
	const later = me.window.start > other.window.start ? me.window.start : other.window.start;
	const near = { distance_m: row.distance_m, sameStreet: row.same_street };
	const parameters = parametersOn(rows, later);
	const it = { ...row, window: other.window };
	const findings = pairFindings(me, it, near, { parameters, today });
	return [
		...ledBy(me, row, parameters),
		...findings.flatMap((found) => {
			const overlap = found.rule === 'C2' ? row.stretch : row.overlap;
			return overlap ? [{ ...found, distance_m: row.distance_m, overlap, other }] : [];
		})
	];
}

/** Rule C5 both ways round: their detours past the work asked about, and its detours past theirs. */
function ledBy(me: PairWork, row: NeighbourRow, parameters: RuleParameters): FoundClash[] {
	const other = toParty(row);
	const ways = [
		{ of: 'a', metres: row.my_detours_m, work: { ...other, buffer_m: row.buffer_m }, led: me },
		{ of: 'b', metres: row.its_detours_m, work: me, led: other }
	] as const;
	const met = ways.flatMap(({ of, metres, work, led }) => {
		const found = metres === null ? null : c5Detour(work, led, metres, parameters);
		return found ? [{ of, found, distance_m: metres! }] : [];
	});
	const [first] = met;
	if (!first || !row.led) return [];
	const distance_m = Math.min(...met.map((w) => w.distance_m));
	const detours = { of: met.map((w) => w.of) };
	return [{ rule: 'C5', ...first.found, distance_m, overlap: row.led, other, detours }];
}

/** When the ground is taken: the periods of works that meet it, or whose detours do. */
export function busyPeriods(
	me: { buffer_m: number; detour_m: number },
	neighbours: readonly NeighbourRow[]
): Window[] {
	return neighbours
		.filter(
			(n) =>
				n.distance_m <= n.buffer_m + me.buffer_m ||
				(n.its_detours_m ?? Infinity) <= me.buffer_m + me.detour_m ||
				(n.my_detours_m ?? Infinity) <= n.buffer_m + me.detour_m
		)
		.map((n) => ({ start: n.starts_on, end: n.ends_on }));
}
