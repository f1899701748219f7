import { sql } from 'kysely';
import { addDays, cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError, type ErrorCode } from '#lib/kernel/errors.ts';
import { areaOf } from '#lib/kernel/geometry.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { floorTooSmall, kindRules, OUTLINED_KINDS } from '../../rules/index.ts';
import { keepCheck, standingBy } from './checks.ts';
import type { CaseRow } from './columns.ts';
import { saidOf } from './said.ts';
import { readTerms } from './settings.ts';

/**
 * Judges a case anew by what stands on the map now: what was found at the window may be a month old.
 * @throws DomainError `permit_blocked` with the rules that fail and that nobody waived.
 */
export async function demandNothingAgainst(ctx: Ctx, tx: Tx, found: CaseRow): Promise<void> {
	const check = await keepCheck(ctx, tx, found);
	const { failed } = standingBy(await saidOf(tx.db, found.id), check);
	demandNone(failed);
}

/** Nothing is decided on the word of a reviewer whose tie became known after the draw. @throws DomainError `permit_reviewer_tied` */
export async function demandImpartial(tx: Tx, { id }: Pick<CaseRow, 'id'>): Promise<void> {
	const { rows } = await sql<{ tied: boolean }>`select permit_reviewer_tied(${id}::bigint) as tied`.execute(
		tx.db
	);
	if (rows[0]!.tied) throw new DomainError('permit_reviewer_tied');
}

/** @throws DomainError `permit_blocked` */
export function demandNone(failed: readonly { rule: string }[]): void {
	if (failed.length === 0) return;
	const rules = [...new Set(failed.map((f) => f.rule))].join(', ');
	throw new DomainError('permit_blocked', { params: { rules } });
}

/**
 * The clock of the law runs from the receipt of the works-validity certificate, so nobody dates it into the past: not
 * before its paper came, but for the few days that a paper may lie at the window.
 * @throws DomainError `invalid_input` with the first day it can be.
 */
export async function demandReceived(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	certificate_on: CivilDate
): Promise<void> {
	const wrong = (code: string, params = {}) =>
		new DomainError('invalid_input', { fields: [{ path: 'certificate_on', code, params }] });
	if (certificate_on > cairoDate(ctx.now())) throw wrong('permit_day_ahead');
	const { rows } = await sql<{ at: Date | null }>`select max(at) as at from permit_document
		where permit_id = ${found.id} and kind = 'works_validity'`.execute(tx.db);
	const came = cairoDate(rows[0]?.at ?? found.submitted_at!);
	const slack = (await readTerms(tx.db, ctx.now())).value('certificate_slack_days');
	const first = addDays(came, -slack);
	if (certificate_on < first) throw wrong('permit_day_before_paper', { day: first });
}

/** Metres of a cell of the ground that is held while a licence is issued on it. */
const CELL_M = 250;

/** Licences for new buildings on one ground are issued one after the other, so that the second finds the first. */
export async function holdGround(tx: Tx, { kind, geom }: CaseRow): Promise<void> {
	if (kind !== 'new') return;
	const cells = (from: string, to: string) =>
		sql`generate_series(floor(${sql.raw(from)} / ${CELL_M})::int, floor(${sql.raw(to)} / ${CELL_M})::int)`;
	await sql`${LATER}select pg_advisory_xact_lock(4215, cell) from (
			select distinct hashtext(x || ':' || y) as cell from (select ${geom}::geometry as g) plot,
				${cells('st_xmin(g)', 'st_xmax(g)')} x, ${cells('st_ymin(g)', 'st_ymax(g)')} y
			order by cell offset 0) held`.execute(tx.db);
}

/**
 * A plot has one licence for a new building.
 * @throws DomainError `permit_licence_stands` with the licence that is in force.
 */
export async function demandFreePlot(tx: Tx, { id, kind }: CaseRow): Promise<void> {
	if (kind !== 'new') return;
	// Of the public register, which has every licence in force, whoever asks, and finds it by its place.
	const { rows } = await sql<{
		reference: string;
	}>`select r.source_id as reference from permit p join public_permits r on r.geom && p.geom
			left join permit o on o.id = r.permit_id
		where p.id = ${id} and r.permit_id <> p.id and r.type = 'new' and r.kind in ('issued', 'building', 'completed', 'suspended')
			and (o.parcel_id = p.parcel_id or (
				-- Two plots share no more than their boxes do: neighbours are told apart without cutting them.
				(least(st_xmax(r.geom), st_xmax(p.geom)) - greatest(st_xmin(r.geom), st_xmin(p.geom)))
					* (least(st_ymax(r.geom), st_ymax(p.geom)) - greatest(st_ymin(r.geom), st_ymin(p.geom)))
					> 0.5 * least(st_area(r.geom), st_area(p.geom))
				and st_area(st_intersection(r.geom, p.geom)) > 0.5 * least(st_area(r.geom), st_area(p.geom))))
		order by r.permit_id limit 1`.execute(tx.db);
	if (rows[0]) throw new DomainError('permit_licence_stands', { params: { reference: rows[0].reference } });
}

/**
 * What is built has an outline: without one no rule can be measured, nor what was built be held against it.
 * @throws DomainError `permit_outline_missing`
 */
export function demandOutline({ kind, footprint }: CaseRow): void {
	if (footprint === null && OUTLINED_KINDS.includes(kind)) throw new DomainError('permit_outline_missing');
}

/**
 * Where floors are held against the plot, each has an area of its own, and none is smaller than one over the outline can
 * be, so that neither ratio nor fees are reckoned from a part of them.
 * @throws DomainError `permit_areas_count` with how many floors and areas there are; `permit_area_small` with the first
 * floor that is too small, in square metres.
 */
export function demandAreaEach({ kind, facts, applied_on, footprint }: CaseRow): void {
	const { rules } = kindRules(kind, applied_on);
	const { floors, floor_areas_m2: told } = facts;
	if (floors === null || !told) return;
	if (rules && !rules.includes('R05')) return;
	const refuse = (code: ErrorCode, params: Record<string, number>) =>
		new DomainError(code, { params, fields: [{ path: 'facts.floor_areas_m2', code, params }] });
	if (told.length !== floors) throw refuse('permit_areas_count', { floors, areas: told.length });
	const small = footprint && floorTooSmall(told, areaOf(footprint));
	if (!small) return;
	const { floor, area, least } = small;
	throw refuse('permit_area_small', { floor, area, least: Math.ceil(least * 10) / 10 });
}
