import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CreateUnit, EditUnit, readInput, type UnitKind } from '../rules/index.ts';
import { named } from './refusals.ts';

export interface Unit {
	id: string;
	code: string;
	kind: UnitKind;
	nameAr: string;
	nameEn: string;
	/** Made known to everybody. */
	callNumber: string | null;
	parentId: string | null;
	/** Ids from the root to this unit: `/1/4/17/`. */
	path: string;
	/** 0 for a root. */
	depth: number;
	valid: boolean;
}

/** All units, parents before their children, by name within a parent. */
export async function listUnits(ctx: Ctx): Promise<Unit[]> {
	demand(ctx, 'unit:read');
	const rows = await ctx.read((db) =>
		db
			.selectFrom('unit')
			.select([
				'id',
				'code',
				'kind',
				'name_ar as nameAr',
				'name_en as nameEn',
				'call_number as callNumber',
				'parent_id as parentId',
				'path',
				'valid'
			])
			.orderBy('name_ar')
			.orderBy('id')
			.execute()
	);
	return inTreeOrder(rows as Omit<Unit, 'depth'>[]);
}

/** Adds a unit. @throws DomainError `already_exists`, `not_found` (the parent), `invalid_input`. */
export async function createUnit(ctx: Ctx, input: CreateUnit): Promise<{ id: string; code: string }> {
	demand(ctx, 'people:manage');
	const unit = readInput(CreateUnit, input);
	return named(() =>
		ctx.transaction(async (tx) => {
			const created = await tx.db
				.insertInto('unit')
				.values({
					code: unit.code,
					kind: unit.kind,
					name_ar: unit.nameAr,
					name_en: unit.nameEn,
					call_number: unit.callNumber ?? null,
					parent_id: unit.parent ? await idOf(tx, unit.parent, 'parent') : null,
					path: ''
				})
				.returning(['id', 'code'])
				.executeTakeFirstOrThrow();
			await tx.audit('unit.created', { type: 'unit', id: created.id }, { code: unit.code });
			await tx.announce('people', [`unit:${created.id}`]);
			return created;
		})
	);
}

/** Changes a unit or moves it, with everything below it. @throws DomainError `conflict` for a circle. */
export async function editUnit(ctx: Ctx, code: string, input: EditUnit): Promise<void> {
	demand(ctx, 'people:manage');
	const unit = readInput(EditUnit, input);
	await named(() =>
		ctx.transaction(async (tx) => {
			const id = await idOf(tx, code, 'code');
			await tx.db
				.updateTable('unit')
				.set({
					kind: unit.kind,
					name_ar: unit.nameAr,
					name_en: unit.nameEn,
					call_number: unit.callNumber ?? null,
					parent_id: unit.parent ? await idOf(tx, unit.parent, 'parent') : null,
					valid: unit.valid,
					updated_at: ctx.now()
				})
				.where('id', '=', id)
				.execute();
			await tx.audit('unit.edited', { type: 'unit', id }, { ...unit });
			await tx.announce('people', [`unit:${id}`]);
		})
	);
}

async function idOf(tx: Tx, code: string, path: string): Promise<string> {
	const row = await tx.db.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirst();
	if (row) return row.id;
	throw new DomainError('not_found', {
		params: { type: 'unit', id: code },
		fields: [{ path, code: 'field_choice' }]
	});
}

function inTreeOrder(rows: Omit<Unit, 'depth'>[]): Unit[] {
	const below = new Map<string | null, Omit<Unit, 'depth'>[]>();
	for (const row of rows) below.set(row.parentId, [...(below.get(row.parentId) ?? []), row]);
	const walk = (parent: string | null, depth: number): Unit[] =>
		(below.get(parent) ?? []).flatMap((u) => [{ ...u, depth }, ...walk(u.id, depth + 1)]);
	return walk(null, 0);
}
