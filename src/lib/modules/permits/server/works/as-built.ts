import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { areaOf } from '#lib/kernel/geometry.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	CheckPermit,
	checkProposal,
	proposalOf,
	type AsBuiltOverlay,
	type RuleResult,
	type Surface,
	type WorksInput
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { surfaceOf } from '../cases/place.ts';

/** Lays what was built over what was licensed (R22) and keeps both. @throws DomainError geometry errors, `invalid_input`. */
export async function keepAsBuilt(
	ctx: Ctx,
	tx: Tx,
	licensed: Pick<CaseRow, 'kind' | 'plot' | 'footprint' | 'facts' | 'applied_on'>,
	permitId: string,
	{ certificate_on, outline, crs, height_m }: WorksInput<'deposit'>
): Promise<{ excess_m2: number; verdict: AsBuiltOverlay['verdict'] }> {
	const today = cairoDate(ctx.now());
	if (certificate_on > today)
		throw new DomainError('invalid_input', {
			fields: [{ path: 'certificate_on', code: 'permit_day_ahead' }]
		});
	const geom = await surfaceOf(tx.db, outline, crs);
	const { rows } = await sql<{
		built: Surface;
	}>`select st_asgeojson(${geom}::geometry, 6)::jsonb as built`.execute(tx.db);
	const { results, excess } = overlay(licensed, { outline: rows[0]!.built, height_m });
	const verdict = verdictOf(results);
	const excess_m2 = excess === null ? 0 : areaOf(excess);
	await sql`insert into permit_as_built (permit_id, n, certificate_on, deposited_at, outline, height_m, verdict, results, excess_m2,
			excess)
		select ${permitId}::bigint, coalesce(max(n), 0) + 1, ${certificate_on}::date, ${ctx.now()}::timestamptz, ${geom}::geometry,
			${height_m}::numeric, ${verdict}, ${JSON.stringify(results)}::jsonb, ${excess_m2}::numeric,
			case when ${excess !== null}::boolean then st_setsrid(st_geomfromgeojson(${JSON.stringify(excess)}), 22992) end
		from permit_as_built where permit_id = ${permitId}::bigint`.execute(tx.db);
	return { excess_m2, verdict };
}

/** R22 alone, where the kind of works has it; the code of no zone is asked. Planar metres, EPSG:22992. */
function overlay(
	{
		kind,
		plot,
		footprint,
		facts,
		applied_on
	}: Pick<CaseRow, 'kind' | 'plot' | 'footprint' | 'facts' | 'applied_on'>,
	as_built: { outline: Surface; height_m: number | null }
): { results: RuleResult[]; excess: Surface | null } {
	const asked = CheckPermit.parse({
		on: applied_on,
		kind,
		parcel: plot,
		footprint,
		height_m: facts.height_m,
		as_built,
		code: false
	});
	const results = checkProposal(proposalOf(asked, applied_on)).filter((r) => r.rule === 'R22');
	const over = results.find((r) => r.subject === 'over_line');
	return { results, excess: (over?.witness ?? null) as Surface | null };
}

function verdictOf(results: readonly RuleResult[]): AsBuiltOverlay['verdict'] {
	if (results.some((r) => r.status === 'fail')) return 'fail';
	return results.some((r) => r.status === 'not_checked') ? 'not_checked' : 'pass';
}

/** Every drawing that was deposited, the newest first. */
export async function overlaysOf(db: Tx['db'], permitId: string): Promise<AsBuiltOverlay[]> {
	const { rows } = await sql<
		Omit<AsBuiltOverlay, 'deposited_at'> & { deposited_at: Date }
	>`select n, certificate_on,
			deposited_at, st_asgeojson(outline, 3)::jsonb as outline, height_m::float8 as height_m, verdict, results,
			excess_m2::float8 as excess_m2, st_asgeojson(excess, 3)::jsonb as excess
		from permit_as_built where permit_id = ${permitId}::bigint order by n desc`.execute(db);
	return rows.map((r) => ({ ...r, deposited_at: r.deposited_at.toISOString() }));
}
