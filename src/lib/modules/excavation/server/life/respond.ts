import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { demandWhole, RespondDig, type Dig, type OwnerResponse } from '../../rules/index.ts';
import type { ChangeOptions } from '../change.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { findUnit } from '../promoter.ts';
import { readDig, repeatable } from '../save.ts';
import { boardOf, isOpen } from './board.ts';
import { readTerms } from './due.ts';

/**
 * The owner of a network answers a request (or the coordinator, with what came on paper); until the request is
 * decided the answer can be changed. Others answer at the same time: each answer has a version of its own.
 * @param unit the unit's code or id.
 * @param input `RespondDig`
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`, `version_conflict`, `invalid_input`, `geometry_*`.
 */
export async function respondDig(
	ctx: Ctx,
	reference: string,
	unit: string,
	input: unknown,
	{ version, key }: ChangeOptions
): Promise<Once<OwnerResponse>> {
	const data = parseInput(RespondDig, input);
	demandWhole(data);
	const request = { reference, unit, version, data };
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'dig.respond', key, request), async () => {
			const dig = await readDig(tx.db, reference);
			const unitId = await findUnit(tx.db, unit);
			if (unitId === undefined) throw new DomainError('not_found');
			demand(ctx, 'dig:respond', { unitId });
			const row = await lockResponse(tx.db, dig, unitId);
			if (!isOpen(dig)) throw new DomainError('state_forbids', { params: { state: dig.state } });
			if (row.version !== version)
				throw new DomainError('version_conflict', { params: { yours: version, current: row.version } });
			await save(ctx, tx, dig, unitId, data);
			const board = await boardOf(tx.db, dig, await readTerms(tx.db, ctx.now()), ctx.actor);
			return board.find((r) => r.unit_id === unitId)!;
		})
	);
}

async function lockResponse(db: Tx['db'], dig: Dig, unitId: string): Promise<{ version: number }> {
	const { rows } = await sql<{ version: number }>`select version from dig_response
		where dig_id = ${dig.id} and round = ${dig.life.round} and unit_id = ${unitId} for update`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return rows[0];
}

async function save(ctx: Ctx, tx: Tx, dig: Dig, unitId: string, data: RespondDig): Promise<void> {
	const { geometry, crs, file, answer, remark, conditions } = data;
	await demandFile(tx.db, file);
	const geom = geometry ? (await placeShape(tx.db, { geometry, crs })).geom : null;
	await tx.db
		.updateTable('dig_response')
		.set({
			...{ answer, remark, conditions, file_sha256: file },
			geom: sql<string>`${geom}::geometry`,
			answered_at: ctx.now(),
			answered_by: ctx.actor.personId,
			version: sql`version + 1`
		})
		.where('dig_id', '=', dig.id)
		.where('round', '=', dig.life.round)
		.where('unit_id', '=', unitId)
		.execute();
	await touchDig(tx.db, dig.id, ctx.now());
	await tx.audit(
		'dig.answered',
		{ type: 'dig', id: dig.id },
		{ reference: dig.reference, unit: unitId, answer, remark, conditions, file }
	);
}

/** @throws DomainError `invalid_input` when no such file was sent before. */
export async function demandFile(db: Tx['db'], sha256: string | null, path = 'file'): Promise<void> {
	if (sha256 === null) return;
	const found = await db
		.selectFrom('stored_file')
		.select('sha256')
		.where('sha256', '=', sha256)
		.executeTakeFirst();
	if (!found) throw new DomainError('invalid_input', { fields: [{ path, code: 'dig_unknown_value' }] });
}

/** Something on the file of a dig changed: whoever has it open is told. */
export async function touchDig(db: Tx['db'], digId: string, now: Date): Promise<void> {
	await sql`update dig set updated_at = ${now} where id = ${digId}`.execute(db);
}
