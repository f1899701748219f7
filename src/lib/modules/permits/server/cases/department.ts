import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, hasRole } from '#lib/server/policy/index.ts';

/** The engineering department that has the cases of a plot. */
export interface PlotDepartment {
	id: string;
	code: string;
	path: string;
	name: Bilingual;
	/** It is the district's own, and not that of the city, the markaz or the governorate over it. */
	own: boolean;
}

/**
 * Where a plot lies, and the nearest unit at or over its district that can carry a case to the licence: with reviewers of
 * its own, enough of them for a draw, a head of engineering and an authority there or above it. A district that is no unit
 * here is served by the department of whoever asks; one whose units have nobody, by none.
 * @param geom hex EWKB, EPSG:22992
 */
export async function departmentAt(
	{ actor }: Pick<Ctx, 'actor'>,
	db: Tx['db'],
	geom: string
): Promise<{ district: Bilingual | null; department: PlotDepartment | null }> {
	const { rows } = await sql<{
		found: { district: Bilingual | null; department: PlotDepartment | null };
	}>`select permit_department(${geom}::geometry, ${actor.unitPath}::text) as found`.execute(db);
	return rows[0]!.found;
}

/** The department of a plot. @throws DomainError `permit_no_department` */
export async function departmentOf(ctx: Ctx, db: Tx['db'], geom: string): Promise<string> {
	return (await demandDepartment(ctx, db, geom)).id;
}

/**
 * The same for who opens a case: a clerk does so at a window of that department.
 * @throws DomainError `permit_no_department`, `permit_other_window`.
 */
export async function departmentToOpen(ctx: Ctx, db: Tx['db'], geom: string): Promise<string> {
	const department = await demandDepartment(ctx, db, geom);
	if (servesAt(ctx, department) === false)
		throw new DomainError('permit_other_window', { params: { unit: department.name[ctx.locale] } });
	return department.id;
}

/**
 * The same for who writes a violation down: an inspector of that department.
 * @throws DomainError `permit_no_department`, `permit_other_inspectors`.
 */
export async function departmentToInspect(ctx: Ctx, db: Tx['db'], geom: string): Promise<string> {
	const { id, path, name } = await demandDepartment(ctx, db, geom);
	if (!can(ctx.actor, 'permit:serve', { duty: 'inspector', unitPath: path }))
		throw new DomainError('permit_other_inspectors', { params: { unit: name[ctx.locale] } });
	return id;
}

/** Whether a clerk's window is one of a department; null for who is no clerk. */
export const servesAt = (ctx: Ctx, { path }: Pick<PlotDepartment, 'path'>): boolean | null =>
	hasRole(ctx.actor, 'window_clerk')
		? can(ctx.actor, 'permit:serve', { duty: 'clerk', unitPath: path })
		: null;

async function demandDepartment(ctx: Ctx, db: Tx['db'], geom: string): Promise<PlotDepartment> {
	const { department } = await departmentAt(ctx, db, geom);
	if (!department) throw new DomainError('permit_no_department');
	return department;
}
