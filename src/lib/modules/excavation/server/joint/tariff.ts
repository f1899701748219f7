import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { AddJointPrice, demandDay, type JointPriceRow } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';

/** Every price of a metre of shared trench, also ended ones. @throws DomainError `forbidden`. */
export async function listJointPrices(ctx: Ctx): Promise<JointPriceRow[]> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => {
		const { rows } = await sql<JointPriceRow>`select road_class, surface, cut_piastres::float8 as cut,
				backfill_piastres::float8 as backfill, surface_piastres::float8 as restore, valid_from, valid_to,
				verified, origin
			from dig_joint_tariff
			order by array_position(array['main', 'collector', 'local'], road_class), surface, valid_from`.execute(db);
		return rows;
	});
}

/**
 * Sets the prices of a street and surface from a day on; those that held until further notice end the day before.
 * What a person enters, they have before them: it counts as verified. Terms that were offered keep their prices.
 * @param input `AddJointPrice`
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists` when other prices begin on that day or later.
 */
export async function addJointPrice(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<{ valid_from: string }>> {
	demand(ctx, 'tariff:edit');
	const row = parseInput(AddJointPrice, input);
	const { road_class, surface, valid_from } = row;
	demandDay(valid_from, cairoDate(ctx.now()), 'valid_from');
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'joint.price', key, row), async () => {
			await sql`select pg_advisory_xact_lock(4213, 3)`.execute(tx.db);
			const same = sql`road_class = ${road_class} and surface = ${surface}`;
			const { rows: later } = await sql`select from dig_joint_tariff
				where ${same} and valid_from >= ${valid_from}::date`.execute(tx.db);
			if (later.length) throw new DomainError('already_exists');
			await sql`update dig_joint_tariff set valid_to = ${addDays(valid_from, -1)}::date
				where ${same} and coalesce(valid_to, 'infinity') >= ${valid_from}::date`.execute(tx.db);
			await sql`insert into dig_joint_tariff (road_class, surface, cut_piastres, backfill_piastres,
					surface_piastres, valid_from, verified, origin)
				values (${road_class}, ${surface}, ${row.cut}, ${row.backfill}, ${row.restore}, ${valid_from}::date,
					true, ${row.origin})`.execute(tx.db);
			await tx.audit('tariff.added', { type: 'tariff', id: `joint:${road_class}:${surface}` }, row);
			return { valid_from };
		})
	);
}
