import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	AddContractor,
	demandDay,
	EditContractor,
	type Contractor,
	type ContractorRegister
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';

/** The register, by name. @throws DomainError `forbidden` */
export async function listContractors(ctx: Ctx): Promise<ContractorRegister> {
	demand(ctx, 'dig:read');
	return {
		contractors: await ctx.read((db) => readContractors(db)),
		may_edit: can(ctx.actor, 'contractor:edit'),
		today: cairoDate(ctx.now())
	};
}

/**
 * Adds a contractor.
 * @param input `AddContractor`
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists` for a known register number, `key_reused`.
 */
export async function addContractor(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Contractor>> {
	demand(ctx, 'contractor:edit');
	const data = parseInput(AddContractor, input);
	demandDay(data.valid_until, cairoDate(ctx.now()), 'valid_until');
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'contractor.add', key, data), async () => {
			const { name, register_no, valid_until } = data;
			const { rows } = await sql<{ id: string }>`insert into contractor
					(name_ar, name_en, register_no, valid_until, updated_at, updated_by)
				values (${name.ar}, ${name.en}, ${register_no}, ${valid_until}::date, ${ctx.now()}, ${ctx.actor.personId})
				on conflict do nothing returning id::text`.execute(tx.db);
			const id = rows[0]?.id;
			if (id === undefined) throw new DomainError('already_exists');
			await tx.audit(
				'contractor.added',
				{ type: 'contractor', id },
				{ name: name.ar, register_no, valid_until }
			);
			return one(tx.db, id);
		})
	);
}

/**
 * Changes what is named: a renewed registration, mostly.
 * @param input `EditContractor`
 * @throws DomainError `forbidden`, `not_found`, `version_conflict`, `invalid_input`, `already_exists`.
 */
export async function editContractor(ctx: Ctx, id: string, input: unknown): Promise<Contractor> {
	demand(ctx, 'contractor:edit');
	const { seen, ...wanted } = parseInput(EditContractor, input);
	if (wanted.valid_until) demandDay(wanted.valid_until, cairoDate(ctx.now()), 'valid_until');
	return ctx.transaction(async (tx) => {
		await sql`select from contractor where id::text = ${id} for update`.execute(tx.db);
		const before = await one(tx.db, id);
		if (before.updated_at !== new Date(seen).toISOString())
			throw new DomainError('version_conflict', { params: { yours: seen, current: before.updated_at } });
		const { name, register_no, valid_until } = { ...before, ...wanted };
		const taken = await sql`select from contractor
			where ar_norm(register_no) = ar_norm(${register_no}) and id::text <> ${id}`.execute(tx.db);
		if (taken.rows.length) throw new DomainError('already_exists');
		await sql`update contractor set name_ar = ${name.ar}, name_en = ${name.en}, register_no = ${register_no},
				valid_until = ${valid_until}::date, updated_at = ${ctx.now()}, updated_by = ${ctx.actor.personId}
			where id::text = ${id}`.execute(tx.db);
		await tx.audit(
			'contractor.edited',
			{ type: 'contractor', id },
			{ name: name.ar, register_no, valid_until, was_valid_until: before.valid_until }
		);
		return one(tx.db, id);
	});
}

/** Every contractor of the register, or one of them, by name. */
export async function readContractors(db: Tx['db'], id: string | null = null): Promise<Contractor[]> {
	const { rows } = await sql<Omit<Contractor, 'updated_at'> & { updated_at: Date }>`select k.id::text,
			jsonb_build_object('ar', k.name_ar, 'en', k.name_en) as name, k.register_no, k.valid_until, k.updated_at,
			(select count(*)::int from dig d where d.contractor_id = k.id
				and d.state in ('planned', 'submitted', 'granted', 'running')) as works
		from contractor k where ${id}::text is null or k.id::text = ${id} order by k.name_ar, k.id`.execute(db);
	return rows.map((row) => ({ ...row, updated_at: row.updated_at.toISOString() }));
}

async function one(db: Tx['db'], id: string): Promise<Contractor> {
	const [found] = await readContractors(db, id);
	if (!found) throw new DomainError('not_found');
	return found;
}
