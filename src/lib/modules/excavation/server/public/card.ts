import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	reasonOf,
	timesOn,
	type DailyHours,
	type DetourLine,
	type PublishedCard
} from '../../rules/index.ts';
import { DIG_HOURS } from '../calendar/columns.ts';
import { DETOURS } from '../columns.ts';
import { toldPatterns } from '../calendar/pattern-words.ts';
import { tidyReference } from '../reference.ts';
import { allowedAt, patternsFor } from './allowed.ts';
import { PUBLISHED, toPublished, type PublishedRow } from './works.ts';

/**
 * A published work with its allowed hours. For everybody; of a work that is not published nothing is said.
 * @throws DomainError `not_found`
 */
export async function publishedCard(ctx: Ctx, reference: string): Promise<PublishedCard> {
	return ctx.read(async (db) => {
		const { rows } =
			await sql<CardRow>`select ${PUBLISHED}, 1 as total, d.geom::text as geom, ${DIG_HOURS} as hours,
				st_asgeojson(st_transform(d.geom, 4326), 7)::jsonb as geometry, ${DETOURS} as detours, d.connection, d.road_works
			from public_works w join dig d on d.id = w.id left join dig_hours o on o.dig_id = d.id
			where d.reference = ${tidyReference(reference)}`.execute(db);
		const [row] = rows;
		if (!row) throw new DomainError('not_found');
		const work = toPublished(row);
		const timed = { ...work, geom: row.geom, hours: row.hours };
		const allowed = await allowedAt(db, timed, ctx.now());
		return {
			...work,
			geometry: row.geometry,
			detours: row.detours,
			reason: reasonOf(row),
			today_hours: timesOn(cairoDate(ctx.now()), allowed.spans),
			call_number: await callNumber(db),
			patterns: work.category === 'emergency' ? [] : toldPatterns(await patternsFor(db, timed)),
			allowed_now: allowed.now,
			changes_at: allowed.changes_at?.toISOString() ?? null
		};
	});
}

type CardRow = PublishedRow & {
	geom: string;
	geometry: GeoJSON.Geometry;
	detours: DetourLine[];
	hours: DailyHours | null;
	connection: boolean;
	road_works: boolean;
};

/** The number that the governorate makes known. */
async function callNumber(db: Tx['db']): Promise<string | null> {
	const { rows } = await sql<{ call_number: string | null }>`select call_number from unit
		where parent_id is null order by kind = 'governorate' desc, id limit 1`.execute(db);
	return rows[0]?.call_number ?? null;
}
