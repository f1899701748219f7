import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { OpenViolation, type PermitCase } from '../../rules/index.ts';
import { nextId, takeReference } from '../cases/numbers.ts';
import { departmentToInspect } from '../cases/department.ts';
import { plotOf } from '../cases/place.ts';
import { readCase } from '../cases/read.ts';
import { begin } from './hang.ts';
import { demandOtherViolation } from './same.ts';

/**
 * Writes down a violation on a plot that has no licence.
 * @param input `OpenViolation`
 * @throws DomainError `forbidden`, `invalid_input`, geometry errors, `permit_no_department`, `permit_other_inspectors`,
 * `permit_violation_same`, `key_reused`; ZodError.
 */
export async function openViolation(
	ctx: Ctx,
	input: unknown,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<PermitCase>> {
	demand(ctx, 'permit:inspect');
	const data = OpenViolation.parse(input);
	const personId = ctx.actor.personId!;
	const repeatable =
		key === undefined ? undefined : { personId, operation: 'permit.record_violation', key, request: input };
	const { plot, unit } = await ctx.read(async (db) => {
		const plot = await plotOf(db, data);
		return { plot, unit: await departmentToInspect(ctx, db, plot.geom) };
	});
	return ctx.transaction((tx) =>
		once(tx, repeatable, async () => {
			const now = ctx.now();
			await demandOtherViolation(ctx, tx, data, plot);
			const reference = await takeReference(tx.db, now, 'BV');
			const id = await nextId(tx.db);
			await sql`insert into permit (id, reference, life, kind, state, unit_id, channel, applied_on, address, parcel_id,
					parcel_name, geom, facts, created_at, updated_at)
				overriding system value
				values (${id}, ${reference}, 'violation', 'new', 'violation_open', ${unit}, 'window', ${cairoDate(now)},
					${data.address}, ${plot.parcelId}, ${plot.parcelName}, ${plot.geom}::geometry, ${NO_FACTS}::jsonb, ${now}, ${now})`.execute(
				tx.db
			);
			await begin(
				ctx,
				tx,
				{ id, reference },
				{
					...{ state: 'violation_open', action: 'record_violation', duty: 'inspector' }
				}
			);
			await sql`insert into permit_violation (permit_id, description, article, excess_m2, found_at, grounds)
				values (${id}, ${data.description}, ${data.article}, ${data.excess_m2}::numeric, ${now},
					${data.grounds}::text[])`.execute(tx.db);
			return readCase(ctx, tx.db, reference);
		})
	);
}

/** Nothing is known of a building that nobody asked for. */
const NO_FACTS = JSON.stringify({
	...{
		declared: { parcel_m2: null, footprint_m2: null },
		floors: null,
		floor_areas_m2: null,
		height_m: null
	},
	...{
		use: null,
		shop_floor: null,
		units: null,
		parking_spaces: null,
		works_value_egp: null,
		insured: null,
		works: null
	}
});
