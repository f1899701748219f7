import { sql } from 'kysely';
import { addDays, diffDays, intersection } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	firstFreeStart,
	parametersOn,
	type FoundClash,
	type ParameterRow,
	type TrafficEffect,
	type Window
} from '../../rules/index.ts';
import { toParty } from '../columns.ts';
import { closingNear, shapeOf, type ClosingRow } from './closing.ts';
import { judgeClosings, type Judged } from './judge.ts';
import { networkOf } from './load.ts';
import { ribbonOf } from './ribbon.ts';
import { tellEvidence } from './words.ts';

/** A work as rule C9 asks about it. `geom` is hex EWKB in EPSG:22992. */
export interface NetworkSubject {
	geom: string;
	width_m: number | null;
	traffic_effect: TrafficEffect;
	window: Window;
	/** Reference of a dig that is left out, with those it shares a trench with. */
	except: string | null;
	/** Every value the rules have had. */
	rows: readonly ParameterRow[];
}

export interface NetworkAnswer {
	clashes: FoundClash[];
	/** First day on which nobody is met, other closures counted; see `firstFreeStart`. */
	freeStart(busy: readonly Window[]): Promise<string | null>;
}

/** Each round of the search for a free start looks past another closure; more than these would be no answer. */
const MOST_ROUNDS = 40;

/**
 * Rule C9 of a work that closes the road, against the works that close roads at the same time within reach. A work
 * that leaves the road open has no part in it and costs nothing.
 */
export async function networkFindings(db: Tx['db'], subject: NetworkSubject): Promise<NetworkAnswer> {
	const { window } = subject;
	if (subject.traffic_effect !== 'closed')
		return { clashes: [], freeStart: async (busy) => firstFreeStart(window, busy) };
	const judge = judgeOf(db, subject);
	const found = await judge(window);
	return {
		clashes: await Promise.all(found.map((f) => toClash(db, subject, f))),
		async freeStart(busy) {
			const taken = [...busy, ...found.map(({ row }) => periodOf(row))];
			const long = diffDays(window.start, window.end);
			let start = firstFreeStart(window, taken);
			for (let round = 0; start !== null && start !== window.start; round++) {
				if (round === MOST_ROUNDS) return null;
				const more = await judge({ start, end: addDays(start, long) });
				if (!more.length) break;
				taken.push(...more.map(({ row }) => periodOf(row)));
				start = firstFreeStart(window, taken);
			}
			return start;
		}
	};
}

interface Found {
	row: ClosingRow;
	judged: Judged;
}

/** Judges the closures of a period; each neighbour once, for time does not change what two of them cut. */
function judgeOf(db: Tx['db'], { geom, width_m, window, except, rows }: NetworkSubject) {
	const known = new Map<string, Judged | null>();
	const shape = sql`${geom}::geometry`;
	const reach_m = parametersOn(rows, window.start).network_reach_m;
	return async (period: Window): Promise<Found[]> => {
		const near = await closingNear(db, shape, { window: period, reach_m, except });
		const fresh = near.filter((row) => !known.has(row.id));
		if (fresh.length) {
			const me = await sql<{ shape: string }>`select ${shapeOf(shape)} as shape`.execute(db);
			const others = fresh.map((row) => ({
				...row,
				minutes: parametersOn(rows, later(window.start, row.starts_on)).added_minutes
			}));
			const judged = judgeClosings(
				await networkOf(db),
				{ shape: me.rows[0]!.shape, width_m },
				others,
				reach_m
			);
			fresh.forEach((row, i) => known.set(row.id, judged[i] ?? null));
		}
		return near.flatMap((row) => {
			const judged = known.get(row.id);
			return judged ? [{ row, judged }] : [];
		});
	};
}

async function toClash(
	db: Tx['db'],
	{ geom, window }: NetworkSubject,
	{ row, judged }: Found
): Promise<FoundClash> {
	const both = intersection(window, periodOf(row)) as Window;
	const ribbon = ribbonOf(judged.lost, sql`${geom}::geometry`);
	const { rows } = await sql<{ overlap: GeoJSON.MultiPolygon }>`select
		st_asgeojson(st_transform(${ribbon}, 4326), 8)::jsonb as overlap`.execute(db);
	return {
		rule: 'C9',
		severity: 'warn',
		distance_m: row.distance_m,
		window: both,
		days: diffDays(both.start, both.end) + 1,
		overlap: rows[0]!.overlap,
		network: tellEvidence(judged.evidence),
		other: toParty(row)
	};
}

const periodOf = (row: ClosingRow): Window => ({ start: row.starts_on, end: row.ends_on });
const later = (a: string, b: string) => (a > b ? a : b);
