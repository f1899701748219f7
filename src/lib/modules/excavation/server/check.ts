import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	bufferOf,
	c1,
	CheckDig,
	demandWindow,
	firstFreeStart,
	HORIZON_DAYS,
	verdictOf,
	type C1Work,
	type CheckResult,
	type FoundClash
} from '../rules/index.ts';
import { toParty } from './columns.ts';
import { explain } from './explain.ts';
import { parseInput } from './input.ts';
import { findNeighbours, zoneOf, type NeighbourRow } from './neighbours.ts';
import { c1ParametersOn } from './parameters.ts';
import { placeShape } from './place.ts';
import { organisationOf } from './promoter.ts';
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
	demandWindow(data.window, cairoDate(ctx.now()));
	return ctx.read(async (db) => {
		const { geom, length_m } = await placeShape(db, data);
		const buffer_m = bufferOf(await c1ParametersOn(db, data.window.start), data.carriageway);
		const me: C1Work = {
			organisation: await organisationOf(db, ctx.actor, data.promoter),
			category: data.category,
			window: data.window,
			buffer_m
		};
		const neighbours = await findNeighbours(db, {
			geom,
			buffer_m,
			...data.window,
			until: addDays(data.window.end, HORIZON_DAYS),
			except: data.except === undefined ? null : tidyReference(data.except)
		});
		const clashes = neighbours.flatMap((n) => clashWith(me, n)).sort(heaviestFirst);
		const first_free_start = firstFreeStart(
			data.window,
			neighbours.map((n) => toParty(n).window)
		);
		return {
			verdict: verdictOf(clashes),
			explanation: explain(clashes, first_free_start),
			length_m: Math.round(length_m * 100) / 100,
			buffer_m,
			zone: await zoneOf(db, geom, buffer_m),
			clashes,
			first_free_start,
			streets: await streetsTouched(db, geom)
		};
	});
}

function clashWith(me: C1Work, row: NeighbourRow): FoundClash[] {
	const other = toParty(row);
	const found = c1(me, { ...row, window: other.window }, row.distance_m);
	if (!found || !row.overlap) return [];
	return [{ rule: 'C1', ...found, distance_m: row.distance_m, overlap: row.overlap, other }];
}

const heaviestFirst = (a: FoundClash, b: FoundClash) =>
	a.severity === b.severity ? a.distance_m - b.distance_m : a.severity === 'block' ? -1 : 1;
