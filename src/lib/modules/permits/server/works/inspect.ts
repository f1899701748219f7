import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	stagesBefore,
	stagesLeft,
	thingsToInspect,
	type InspectStage,
	type Stage,
	type StageDue
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { inspectionsOf } from './inspections.ts';
import { stagesOfSite } from './stages.ts';

/** A telephone's clock may be a little fast. */
const AHEAD_MS = 10 * 60_000;

/**
 * Keeps what an inspector found at a stage. It may arrive days later, after others that were made later: what was last
 * seen counts, not what arrived last.
 * A stage that passes before those it stands on needs a remark.
 * @throws DomainError `permit_stage_unknown`, `invalid_input`, `already_exists`.
 */
export async function inspectStage(ctx: Ctx, tx: Tx, found: CaseRow, data: InspectStage): Promise<Effect> {
	const at = new Date(data.at);
	if (at.getTime() > ctx.now().getTime() + AHEAD_MS || cairoDate(at) < found.applied_on)
		throw new DomainError('invalid_input', { fields: [{ path: 'at', code: 'permit_inspected_when' }] });
	demandStage(await stagesOfSite(tx.db, found), data, found.facts.floors);
	const early = data.result === 'ok' ? await skippedBy(tx.db, found, data) : [];
	demandRemark(early, data.note);
	await demandPhotos(tx.db, data.photos);
	const [lon, lat] = data.position ?? [null, null];
	const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex');
	const kept =
		await sql`insert into permit_inspection (id, permit_id, stage, floor, result, offset_m, note, at, received_at, geom,
			accuracy_m, distance_m, person_id, request_hash)
		select ${data.id}::uuid, p.id, ${data.stage}, ${data.floor}::smallint, ${data.result}, ${data.offset_m}::numeric,
			${data.note}, ${data.at}::timestamptz, ${ctx.now()}::timestamptz, w.geom, ${data.accuracy_m}::real,
			st_distance(w.geom, p.geom), ${ctx.actor.personId}::bigint, ${hash}
		from permit p, (select st_transform(st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326), 22992) as geom) w
		where p.id = ${found.id}::bigint on conflict (id) do nothing`.execute(tx.db);
	if (!kept.numAffectedRows) throw new DomainError('already_exists');
	for (const [i, sha256] of data.photos.entries())
		await sql`insert into permit_inspection_photo (inspection_id, position, sha256)
			values (${data.id}::uuid, ${i + 1}, ${sha256})`.execute(tx.db);
	return {
		reason: data.note,
		detail: {
			...{ inspection: data.id, stage: data.stage, result: data.result },
			...(data.floor === null ? {} : { floor: data.floor }),
			...(data.offset_m === null ? {} : { offset_m: data.offset_m }),
			...(early.length ? { before: early.map((s) => s.code) } : {})
		},
		after: (inspected) => follow(ctx, tx, inspected, data)
	};
}

/** What is still to be inspected on a site. */
export async function leftOf(db: Tx['db'], found: CaseRow): Promise<StageDue[]> {
	const due = thingsToInspect(await stagesOfSite(db, found), found.facts.floors);
	return stagesLeft(due, await inspectionsOf(db, found.id));
}

/** The step of the system when the last stage is passed. */
export async function finishStages(ctx: Ctx, tx: Tx, found: CaseRow): Promise<void> {
	if (found.state !== 'site_board_ok' || (await leftOf(tx.db, found)).length > 0) return;
	await keepStep(ctx, tx, found, { action: 'finish_stages', duty: 'system', to: 'stages_complete' });
}

async function follow(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ stage, floor, result }: InspectStage
): Promise<void> {
	if (result === 'ok') return finishStages(ctx, tx, found);
	const stands = (await leftOf(tx.db, found)).some((left) => left.stage === stage && left.floor === floor);
	if (stands && ['site_board_ok', 'corrected', 'stages_complete'].includes(found.state))
		await keepStep(ctx, tx, found, { action: 'deviate', duty: 'system', to: 'deviation' });
}

function demandStage(stages: readonly Stage[], { stage, floor }: StageDue, floors: number | null): void {
	if (!thingsToInspect(stages, floors).some((due) => due.stage === stage && due.floor === floor))
		throw new DomainError('permit_stage_unknown', { params: { stage } });
}

/** The stages, each once, that come before one and are not passed. */
async function skippedBy(db: Tx['db'], found: CaseRow, thing: StageDue): Promise<Stage[]> {
	const stages = await stagesOfSite(db, found);
	const due = thingsToInspect(stages, found.facts.floors);
	const before = stagesBefore(due, await leftOf(db, found), thing);
	return stages.filter((s) => before.some((b) => b.stage === s.code));
}

function demandRemark(early: readonly Stage[], note: string | null): void {
	const [first] = early;
	if (!first || note !== null) return;
	throw new DomainError('invalid_input', {
		fields: [{ path: 'note', code: 'permit_stage_early', params: { ...first.title } }]
	});
}

async function demandPhotos(db: Tx['db'], photos: readonly string[]): Promise<void> {
	const { rows } = await sql<{ sha256: string }>`select sha256 from stored_file
		where sha256 = any(${photos}::text[])`.execute(db);
	const there = new Set(rows.map((r) => r.sha256));
	const missing = photos.findIndex((sha256) => !there.has(sha256));
	if (missing >= 0)
		throw new DomainError('invalid_input', {
			fields: [{ path: `photos.${missing}`, code: 'permit_photo_unknown' }]
		});
}
