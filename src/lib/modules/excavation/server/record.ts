import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	HORIZON_DAYS,
	parametersOn,
	widestOf,
	type Clash,
	type Dig,
	type DigAction,
	type HistoryEntry,
	type Standing,
	type StreetTouched
} from '../rules/index.ts';
import { busyPeriods } from './check.ts';
import { listClashes } from './clash-queries.ts';
import { askedNow } from './life/asked.ts';
import { mayNow } from './life/may.ts';
import { standingOf } from './life/standing.ts';
import { digHistory } from './history.ts';
import { findNeighbours } from './neighbours.ts';
import { networkFindings } from './network/check.ts';
import { parameterRows } from './parameters.ts';
import { unitsOf } from './promoter.ts';
import { getDig } from './queries.ts';
import { streetsTouched } from './streets-touched.ts';

/** Everything a person sees of one dig, and what they may do with it now. */
export interface DigRecord {
	dig: Dig;
	clashes: Clash[];
	history: HistoryEntry[];
	streets: StreetTouched[];
	may: Record<DigAction, boolean>;
	standing: Standing;
	/** Units in whose name the person speaks. */
	units: string[];
	/** First day on which the same work meets nobody, looked for while it clashes. */
	first_free_start: string | null;
	today: string;
}

/** @throws DomainError `forbidden`, `not_found`. */
export async function digRecord(ctx: Ctx, reference: string): Promise<DigRecord> {
	const dig = await getDig(ctx, reference);
	const today = cairoDate(ctx.now());
	const { items: clashes } = await listClashes(ctx, { dig: dig.reference });
	const history = await digHistory(ctx, dig.reference);
	return ctx.read(async (db) => {
		const { rows } = await sql<Ground>`select geom::text, zone::text from dig where id = ${dig.id}`.execute(
			db
		);
		const ground = rows[0]!;
		return {
			dig,
			clashes,
			history,
			streets: await streetsTouched(db, ground.geom),
			may: mayNow(ctx, dig, await askedNow(db, dig)),
			standing: await standingOf(ctx, db, dig),
			units: unitsOf(ctx.actor),
			first_free_start: clashes.length ? await freeStart(db, dig, ground) : null,
			today
		};
	});
}

/** Hex EWKB in EPSG:22992. */
interface Ground {
	geom: string;
	zone: string;
}

async function freeStart(db: Tx['db'], dig: Dig, { geom, zone }: Ground): Promise<string | null> {
	const rows = await parameterRows(db);
	const led = await sql<{ detours: string | null }>`select st_collect(geom)::text as detours from dig_detour
		where dig_id = ${dig.id}`.execute(db);
	const neighbours = await findNeighbours(db, {
		geom,
		street: null,
		buffer_m: dig.buffer_m,
		zone,
		detours: led.rows[0]?.detours ?? null,
		detour_m: widestOf(rows, 'detour_m'),
		reach_m: 0,
		...dig.window,
		from: dig.window.start,
		until: addDays(dig.window.end, HORIZON_DAYS),
		except: dig.reference
	});
	const network = await networkFindings(db, {
		...dig,
		geom,
		except: dig.reference,
		rows
	});
	return network.freeStart(busyPeriods({ ...dig, ...parametersOn(rows, dig.window.start) }, neighbours));
}
