import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Category, GroundFinding, Method, Window } from '../../rules/index.ts';
import { findingKey, letPass } from '../finding-key.ts';
import { groundFindings } from '../ground.ts';

/** A granted work as rules C4 and C6 look at it. */
interface Granted {
	id: string;
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	width_m: number | null;
	category: Category;
	method: Method;
	connection: boolean;
	window: Window;
}

/**
 * What the ground has come to forbid of works that are granted or run: protected pavements and events from today on,
 * but for what the coordinator let pass; by the works' ids.
 * @param which the granted works that are asked about.
 */
export async function groundBreaches(
	db: Tx['db'],
	which: readonly string[],
	today: string
): Promise<Map<string, GroundFinding[]>> {
	const asked: { digId: string; key: string; finding: GroundFinding }[] = [];
	for (const dig of await touched(db, which)) {
		const { findings } = await groundFindings(db, dig, dig);
		for (const finding of findings)
			if (finding.severity === 'block' && finding.window.end >= today)
				asked.push({ digId: dig.id, key: findingKey(finding, dig, null), finding });
	}
	const passed = await letPass(db, asked);
	const found = new Map<string, GroundFinding[]>();
	for (const { digId, key, finding } of asked)
		if (!passed.has(`${digId} ${key}`)) found.set(digId, [...(found.get(digId) ?? []), finding]);
	return found;
}

/** Half of what a trench of unknown width is taken for, generously, in metres: only to look there at all. */
const NEAR = 1;

/** The few works that lie on a pavement or a place of events at all. */
async function touched(db: Tx['db'], which: readonly string[]): Promise<Granted[]> {
	const on = (layer: 'paving' | 'events') =>
		sql`exists (select from ${sql.table(layer)} l
			where st_dwithin(l.geom, d.geom, coalesce(d.width_m::float8, 0) / 2 + ${NEAR}::float8))`;
	const { rows } =
		await sql<Granted>`select d.id::text, d.geom::text, d.width_m::float8, d.category, d.method,
			d.connection, jsonb_build_object('start', d.starts_on, 'end', d.ends_on) as window
		from dig d where d.id = any(${which}::bigint[]) and (${on('paving')} or ${on('events')})
		order by d.id`.execute(db);
	return rows;
}
