import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	demandConsistent,
	demandTransition,
	factsOf,
	guaranteeUntil,
	INSPECTED_IN,
	RecordInspection,
	type Dig,
	type Inspection
} from '../../rules/index.ts';
import { saveChange } from '../change.ts';
import { parseInput } from '../input.ts';
import { lockDigs, readDig } from '../save.ts';
import { readTerms } from './due.ts';
import { inspectionsOf } from './inspections.ts';
import { demandFile, touchDig } from './respond.ts';

/** A telephone's clock may be a little fast. */
const AHEAD_MS = 10 * 60_000;

/**
 * Records what an inspector found on the street. It may arrive days later and more than once: its own id makes it
 * one. A final acceptance without open defects restores the dig and begins its guarantee.
 * @param input `RecordInspection`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`, `dig_defects_open`, `key_reused`
 * when the id came with another inspection.
 */
export async function recordInspection(
	ctx: Ctx,
	reference: string,
	input: unknown
): Promise<Once<Inspection>> {
	demand(ctx, 'dig:inspect');
	const data = parseInput(RecordInspection, input);
	demandConsistent(data);
	if (Date.parse(data.at) > ctx.now().getTime() + AHEAD_MS)
		throw new DomainError('invalid_input', { fields: [{ path: 'at', code: 'dig_in_future' }] });
	const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex');
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const dig = await readDig(tx.db, reference);
		const repeated = await known(tx.db, dig, data.id, hash);
		if (!repeated) await save(ctx, tx, dig, data, hash);
		const answer = (await inspectionsOf(tx.db, dig.id)).find((i) => i.id === data.id.toLowerCase())!;
		return { answer, repeated };
	});
}

async function known(db: Tx['db'], dig: Dig, id: string, hash: string): Promise<boolean> {
	const found = await db
		.selectFrom('dig_inspection')
		.select(['dig_id', 'request_hash'])
		.where('id', '=', id)
		.executeTakeFirst();
	if (found && (found.dig_id !== dig.id || found.request_hash !== hash)) throw new DomainError('key_reused');
	return found !== undefined;
}

async function save(ctx: Ctx, tx: Tx, dig: Dig, data: RecordInspection, hash: string): Promise<void> {
	if (!INSPECTED_IN[data.kind].includes(dig.state))
		throw new DomainError('state_forbids', { params: { state: dig.state } });
	await demandInTime(tx.db, dig, data);
	for (const [i, photo] of data.photos.entries()) await demandFile(tx.db, photo, `photos.${i}`);
	const [lon, lat] = data.position ?? [null, null];
	await sql`insert into dig_inspection
			(id, dig_id, kind, result, remark, at, received_at, person_id, geom, accuracy_m, distance_m, request_hash)
		select ${data.id}, d.id, ${data.kind}, ${data.result}, ${data.remark}, ${data.at}, ${ctx.now()}, ${ctx.actor.personId},
			p.geom, ${data.accuracy_m}, st_distance(p.geom, d.geom), ${hash}
		from dig d, (select st_transform(st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326), 22992) as geom) p
		where d.id = ${dig.id}`.execute(tx.db);
	if (data.photos.length)
		await tx.db
			.insertInto('dig_inspection_photo')
			.values(data.photos.map((sha256, i) => ({ inspection_id: data.id, position: i + 1, sha256 })))
			.execute();
	if (data.defects.length)
		await tx.db
			.insertInto('dig_defect')
			.values(data.defects.map((d) => ({ ...d, dig_id: dig.id, inspection_id: data.id })))
			.execute();
	await markFixed(tx.db, dig, data);
	await tx.audit(
		'dig.inspected',
		{ type: 'dig', id: dig.id },
		{ reference: dig.reference, inspection: data.id, kind: data.kind, result: data.result, at: data.at }
	);
	await settle(ctx, tx, dig, data);
}

/**
 * Nothing is seen of a work before it began, no acceptance before it was over, nothing of a guarantee before that
 * began: else a telephone whose clock is years behind would end a guarantee on the day it begins.
 * @throws DomainError `invalid_input`
 */
async function demandInTime(db: Tx['db'], dig: Dig, { kind, at }: RecordInspection): Promise<void> {
	const { rows } = await sql<{ accepted: Date | null }>`select max(at) as accepted from dig_inspection
		where dig_id = ${dig.id} and kind = 'reinstatement_final' and result = 'pass'`.execute(db);
	const { started_at } = dig.life;
	const began = started_at ? cairoDate(new Date(started_at)) : dig.window.start;
	const accepted = rows[0]?.accepted ? cairoDate(rows[0].accepted) : dig.window.end;
	const over = kind === 'guarantee' ? accepted : dig.window.end;
	const first = kind === 'reinstatement_final' || kind === 'guarantee' ? over : began;
	if (cairoDate(new Date(at)) < first)
		throw new DomainError('invalid_input', { fields: [{ path: 'at', code: 'dig_inspected_before' }] });
}

async function markFixed(db: Tx['db'], dig: Dig, { id, at, fixed }: RecordInspection): Promise<void> {
	if (fixed.length === 0) return;
	const { numAffectedRows } = await sql`update dig_defect set fixed_in = ${id}, fixed_at = ${at}
		where dig_id = ${dig.id} and id = any(${fixed}::bigint[]) and fixed_at is null`.execute(db);
	if (Number(numAffectedRows ?? 0) !== new Set(fixed).size)
		throw new DomainError('invalid_input', { fields: [{ path: 'fixed', code: 'dig_unknown_value' }] });
}

/** What the inspection decides: acceptance needs a surface without open defects. */
async function settle(ctx: Ctx, tx: Tx, dig: Dig, data: RecordInspection): Promise<void> {
	const decisive = data.kind === 'reinstatement_final' || data.kind === 'guarantee';
	const now = await readDig(tx.db, dig.reference);
	if (data.result === 'pass' && decisive && now.life.open_defects > 0)
		throw new DomainError('dig_defects_open', { params: { count: now.life.open_defects } });
	if (data.result !== 'pass' || data.kind !== 'reinstatement_final')
		return touchDig(tx.db, dig.id, ctx.now());
	const day = cairoDate(new Date(data.at));
	const { to } = demandTransition('restore', factsOf(now), cairoDate(ctx.now()));
	const months = (await readTerms(tx.db, ctx.now())).parameters.guarantee_months;
	const guarantee_until = guaranteeUntil(day, months);
	await saveChange(ctx, tx, now, {
		recorded: 'restored',
		to: to ?? now.state,
		decided: { columns: { restored_at: ctx.now(), guarantee_until } },
		detail: { guarantee_until, inspection: data.id }
	});
}
