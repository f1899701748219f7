import { sql } from 'kysely';
import { addDays, cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { IssueStatement, STATEMENT_OPEN, type CertificateCard } from '../../rules/index.ts';
import { departmentOf } from '../cases/department.ts';
import { siteStatement, statementOfDrawn, type SiteStatement } from '../site/statement.ts';
import { issueCertificate, type Issue } from './issue.ts';
import { cardOf } from './list.ts';
import { certificateRows } from './row.ts';
import { statementSections } from './statement-page.ts';
import { AR, dayWords, measure } from './words.ts';

/** Who issues statements: the windows of a department, its head, and the authority. */
export const STATERS = ['clerk', 'approver', 'authority'] as const;

/**
 * Issues the statement of a plot (بيان صلاحية) as the code is today, by the department itself: without a request and its fee.
 * @param input `IssueStatement`
 * @throws DomainError `forbidden`, `not_found`, `permit_no_department`, `permit_statement_asked`, `key_reused`, as
 * `siteStatement`; ZodError.
 */
export async function issueStatement(
	ctx: Ctx,
	input: unknown,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<CertificateCard>> {
	demand(ctx, 'permit:state');
	const { parcel, geometry, crs, place } = IssueStatement.parse(input);
	const judged = { on: cairoDate(ctx.now()), ...(place ? { place } : {}) };
	const statement = geometry
		? await statementOfDrawn(ctx, { geometry, crs, ...judged })
		: await siteStatement(ctx, { parcel, ...judged });
	const { plot } = statement.site;
	const geom = await geomOf(ctx, plot.geometry);
	const unitId = await ctx.read((db) => departmentOf(ctx, db, geom));
	await demandDepartment(ctx, unitId);
	const personId = ctx.actor.personId!;
	const repeatable =
		key === undefined ? undefined : { personId, operation: 'permit.statement', key, request: input };
	return ctx.transaction((tx) =>
		once(tx, repeatable, async () => {
			await demandUnasked(tx.db, { id: plot.id, geom });
			const number = await writeStatement(ctx, tx, statement, { unitId, permit: null });
			const [row] = await certificateRows(tx.db, sql`c.number = ${number}`);
			return cardOf(ctx, row!, true);
		})
	);
}

/**
 * Writes the statement of a plot down as a certificate.
 * @param permit the request it answers; null where the department issues it by itself.
 * @returns its number.
 */
export async function writeStatement(
	ctx: Ctx,
	tx: Tx,
	statement: SiteStatement,
	{ unitId, permit }: Pick<Issue, 'unitId' | 'permit'>
): Promise<string> {
	const { facts, site } = statement;
	const { plot, on } = site;
	const name = plot.number ?? plot.name?.ar ?? plot.source_id;
	const { number } = await issueCertificate(ctx, tx, {
		kind: 'statement',
		...{ permit, unitId },
		parcel: { id: plot.id, name },
		plot: plot.geometry,
		footprint: null,
		drawn: {
			buildable: facts.buildable,
			rays: (facts.fronts ?? []).flatMap((f) => f.rays.map((r) => ({ ...r, governs: f.governs }))),
			corners: statement.corners
		},
		validUntil: addDays(on, await daysOf(tx.db, on)),
		data: dataOf(statement),
		page: {
			heading: m.site_title({}, AR),
			intro: m.certificate_intro_statement(
				{
					plot: name ? m.site_plot_number({ number: `\u2068${name}\u2069` }, AR) : m.site_drawn_plot({}, AR),
					area: measure(facts.area_m2, 'm2'),
					day: dayWords(on)
				},
				AR
			),
			sections: statementSections(statement)
		}
	});
	return number;
}

/** What somebody asked for and pays for is answered in their request. @throws DomainError `permit_statement_asked` */
async function demandUnasked(db: Tx['db'], { id, geom }: { id: string | null; geom: string }): Promise<void> {
	const { rows } = await sql<{ reference: string }>`select p.reference from permit p
		where p.life = 'statement' and p.state = any(${STATEMENT_OPEN}::text[]) and p.geom && ${geom}::geometry
			and (p.parcel_id = ${id}::bigint
				or st_area(st_intersection(p.geom, ${geom}::geometry)) > 0.5 * st_area(${geom}::geometry))
		order by p.id limit 1`.execute(db);
	if (rows[0]) throw new DomainError('permit_statement_asked', { params: { reference: rows[0].reference } });
}

/** What programs read; buried networks and works around are nobody's business on a paper. */
function dataOf({ verdict, facts, corners, results, site, crs }: SiteStatement): Record<string, unknown> {
	const { around: _, ...told } = facts;
	const { on, place_by, zone, layers, plot } = site;
	const rules = results.map(({ witness: _, ...result }) => result);
	const restrictions = (site.constraints ?? []).map(({ geometry: _, ...c }) => c);
	return {
		verdict,
		facts: told,
		corners,
		results: rules,
		restrictions,
		crs,
		on,
		place: site.code.place,
		place_by,
		zone,
		layers: layers.filter(
			(l) => l.state !== 'withheld' && !l.layer.startsWith('utilities_') && l.layer !== 'digs'
		),
		plot: { id: plot.id, number: plot.number, name: plot.name, basin: plot.basin }
	};
}

async function geomOf(ctx: Ctx, geometry: GeoJSON.Geometry): Promise<string> {
	const { rows } = await ctx.read((db) =>
		sql<{
			geom: string;
		}>`select encode(st_asewkb(st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 22992)), 'hex') as geom`.execute(
			db
		)
	);
	return rows[0]!.geom;
}

async function demandDepartment(ctx: Ctx, unitId: string): Promise<void> {
	const { rows } = await ctx.read((db) =>
		sql<{ path: string }>`select path from unit where id = ${unitId}`.execute(db)
	);
	const unitPath = rows[0]!.path;
	if (!STATERS.some((duty) => can(ctx.actor, 'permit:serve', { duty, unitPath })))
		throw new DomainError('forbidden');
}

async function daysOf(db: Parameters<typeof certificateRows>[0], today: CivilDate): Promise<number> {
	const { rows } = await sql<{ value: number }>`select value::float8 as value from permit_setting
		where name = 'statement_days' and valid_from <= ${today}::date order by valid_from desc limit 1`.execute(db);
	return rows[0]!.value;
}
