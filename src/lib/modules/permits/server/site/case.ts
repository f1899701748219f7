import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { can } from '#lib/server/policy/index.ts';
import type { AroundCase, BuildingHere, EarlierCase } from '../../rules/index.ts';
import { lastCheck } from '../cases/checks.ts';
import type { CaseRow } from '../cases/columns.ts';
import { lookAt } from '../cases/looked.ts';
import { plotOfCase } from './plot.ts';
import { statementOf, type SiteStatement } from './statement.ts';
import { surroundingsOf } from './surroundings.ts';

/** What lies around the plot of a case, for its desk. Planar metres, EPSG:22992. */
export type CaseSite = SiteStatement & AroundCase;

/** Metres around a plot within which a building is a neighbour's; and how many are told. */
const BESIDE_M = 15;
const MOST = 60;

/**
 * What lies around the plot of a case by the layers of now and the code of its day: for everybody who reads the case, as
 * far as they see the layers. Of other cases of the plot nobody's name.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function caseSite(ctx: Ctx, name: string): Promise<CaseSite> {
	return lookAt(ctx, { name, action: 'read_site', kept: true }, async (db, found) => {
		const placed = await plotOfCase(db, found.id);
		const site = await surroundingsOf(ctx, db, placed, {
			on: found.applied_on,
			worksFrom: cairoDate(ctx.now())
		});
		const check = await lastCheck(db, found.id);
		return {
			...statementOf(site),
			buildings: await buildingsBeside(db, placed.geom),
			earlier: await earlierCases(ctx, db, found),
			judged: check?.answer.layers ? { at: check.at, layers: check.answer.layers } : null
		};
	});
}

async function buildingsBeside(db: Tx['db'], geom: string): Promise<BuildingHere[]> {
	const { rows } = await sql<BuildingHere>`${KEEP}select b.id::text, b.name_ar as name, b.kind,
			case when b.props ->> 'floors' ~ '^\\d{1,3}$' then (b.props ->> 'floors')::int end as floors,
			(select g.id::text from parcels g where st_intersects(g.geom, st_pointonsurface(b.geom)) order by g.id limit 1) as parcel,
			st_asgeojson(b.geom, 3)::jsonb as geometry
		from buildings b where st_dwithin(b.geom, ${geom}::geometry, ${sql.lit(BESIDE_M)})
		order by st_distance(b.geom, ${geom}::geometry), b.id limit ${sql.lit(MOST)}`.execute(db);
	return rows;
}

/** Cases of the same parcel, or over most of the same ground; an applicant's own alone, as the database shows them. */
async function earlierCases(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<EarlierCase[]> {
	const { rows } = await sql<
		Omit<EarlierCase, 'opens' | 'issued_at'> & {
			issued_at: Date | null;
			path: string;
			own: boolean;
			hand: boolean;
		}
	>`${KEEP}select x.reference, x.life, x.kind, x.state, x.applied_on, x.issued_at, u.path,
			exists (select from permit_applicant a where a.permit_id = x.root_id and a.person_id = actor_person()) as own,
			exists (select from permit_hand h where h.root_id = x.root_id and h.person_id = actor_person()) as hand
		from (select p.id from permit p where p.parcel_id = ${found.parcel_id}::bigint
			union select p.id from permit p join permit c on c.id = ${found.id}::bigint and p.geom && c.geom
				where st_area(st_intersection(p.geom, c.geom)) > 0.5 * least(st_area(p.geom), st_area(c.geom))) same
		join permit x on x.id = same.id join unit u on u.id = x.unit_id
		where x.root_id <> ${found.root_id}::bigint and x.state not in ('draft', 'statement_draft')
		order by x.id desc limit ${sql.lit(MOST)}`.execute(db);
	return rows.map(({ path: unitPath, own, hand, issued_at, ...other }) => ({
		...other,
		issued_at: issued_at?.toISOString() ?? null,
		opens: can(ctx.actor, 'permit:read', { unitPath, own, hand })
	}));
}
