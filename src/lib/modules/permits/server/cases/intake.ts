import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { IntakeDrawn, IntakeQuery, type PlotIntake, type PlotLicence } from '../../rules/index.ts';
import { departmentAt, servesAt } from './department.ts';
import { plotOf } from './place.ts';

/** More than these stand on no plot. */
const MOST = 20;

/**
 * Who would have the cases of a parcel, and which licences hold there.
 * @param input `IntakeQuery`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input` for an unknown parcel; ZodError.
 */
export async function plotIntake(ctx: Ctx, input: unknown): Promise<PlotIntake> {
	demand(ctx, 'permit:open');
	const { parcel } = IntakeQuery.parse(input);
	return intakeOf(ctx, { parcel_id: parcel, parcel: null, crs: 22992 });
}

/**
 * The same of a plot that was drawn or surveyed.
 * @param input `IntakeDrawn`
 * @throws DomainError `forbidden`, geometry errors; ZodError.
 */
export async function drawnIntake(ctx: Ctx, input: unknown): Promise<PlotIntake> {
	demand(ctx, 'permit:open');
	const { geometry, crs } = IntakeDrawn.parse(input);
	return intakeOf(ctx, { parcel_id: null, parcel: geometry, crs });
}

async function intakeOf(ctx: Ctx, given: Parameters<typeof plotOf>[1]): Promise<PlotIntake> {
	const { district, department, licences } = await ctx.read(async (db) => {
		const plot = await plotOf(db, given);
		return { ...(await departmentAt(ctx, db, plot.geom)), licences: await licencesOn(db, plot) };
	});
	return {
		district,
		department: department && { code: department.code, name: department.name, own: department.own },
		window: department && servesAt(ctx, department),
		licences
	};
}

/** Of the public register, which has every licence, whoever asks: those that could be changed, the newest first. */
async function licencesOn(
	db: Tx['db'],
	{ geom, parcelId }: { geom: string; parcelId: string | null }
): Promise<PlotLicence[]> {
	const { rows } =
		await sql<PlotLicence>`select r.source_id as reference, r.type as kind, r.issued_on, r.floors,
			r.height_m::float8 as height_m, r.kind = 'building' as building
		from public_permits r left join permit p on p.id = r.permit_id
		where r.geom && ${geom}::geometry and r.type <> 'demolition' and r.kind in ('issued', 'building', 'completed')
			and (r.kind <> 'issued' or r.expires_on >= cairo_today())
			and (p.parcel_id = ${parcelId}::bigint or st_area(st_intersection(r.geom, ${geom}::geometry))
				> 0.5 * least(st_area(r.geom), st_area(${geom}::geometry)))
			and coalesce(jsonb_typeof(permit_tie(r.permit_id) -> 'amended_by'), 'null') = 'null'
		order by r.issued_on desc, r.id desc limit ${MOST}`.execute(db);
	return rows;
}
