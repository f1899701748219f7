import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { streetClass, type Place } from '../../rules/index.ts';

/** A trench within this many metres of a centre line counts as in the street. */
const STREET_REACH = 10;

/**
 * The streets a trench lies in and the schools within reach of it, found by their spatial indexes.
 * @param geom hex EWKB in EPSG:22992.
 * @param reach planar metres to a school.
 */
export async function placeOf(db: Tx['db'], geom: string, reach: number): Promise<Place> {
	const found = await placesOf(db, sql`select '' as key, ${geom}::geometry as geom`, reach);
	return found.get('') ?? { streets: [], schools: [] };
}

/** The same for many at once: `asked` selects `key` and `geom`. */
export async function placesOf(
	db: Tx['db'],
	asked: RawBuilder<unknown>,
	reach: number
): Promise<Map<string, Place>> {
	const { rows } = await placesQuery(asked, reach).execute(db);
	return new Map(rows.map((row) => [row.key, toPlace(row)]));
}

export function placesQuery(asked: RawBuilder<unknown>, reach: number) {
	return sql<Row>`${KEEP}
with asked as materialized (${asked})
select a.key,
	(select coalesce(jsonb_agg(distinct jsonb_build_object('ar', coalesce(s.name_ar, s.name_en),
		'en', coalesce(s.name_en, s.name_ar), 'kind', s.kind)), '[]')
	from streets s where st_dwithin(s.geom, a.geom, ${STREET_REACH}::float8)) as streets,
	(select coalesce(jsonb_agg(near order by near.distance_m, near.id), '[]') from (
		select s.id::text, coalesce(s.name_ar, s.name_en, '') as ar, coalesce(s.name_en, s.name_ar, '') as en, s.kind,
			s.props ->> 'shifts' as shifts, s.props ->> 'first_bell' as first_bell, s.props ->> 'last_bell' as last_bell,
			round(st_distance(s.geom, a.geom)::numeric, 1)::float8 as distance_m
		from schools s where st_dwithin(s.geom, a.geom, ${reach}::float8)
	) near) as schools
from asked a`;
}

interface Row {
	key: string;
	streets: { ar: string | null; en: string | null; kind: string | null }[];
	schools: {
		id: string;
		ar: string;
		en: string;
		kind: string | null;
		shifts: string | null;
		first_bell: string | null;
		last_bell: string | null;
		distance_m: number;
	}[];
}

const BELL = /^([01]\d|2[0-3]):[0-5]\d$/;

function toPlace({ streets, schools }: Row): Place {
	return {
		streets: streets.map(({ ar, en, kind }) => ({
			name: ar === null || en === null ? null : { ar, en },
			class: streetClass(kind)
		})),
		schools: schools.map(({ id, ar, en, kind, shifts, first_bell, last_bell, distance_m }) => ({
			id,
			name: { ar, en },
			kind,
			shifts: Math.max(1, Number.parseInt(shifts ?? '', 10) || 1),
			bells:
				first_bell && last_bell && BELL.test(first_bell) && BELL.test(last_bell) && first_bell < last_bell
					? { from: first_bell, to: last_bell }
					: null,
			distance_m
		}))
	};
}
