import { arNorm } from '#lib/kernel/arabic.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import { bufferOf, parametersOn, readProgrammeRow, type ImportDig } from '../../rules/index.ts';
import { openedBy, Sizes } from '../category-by-size.ts';
import { contractorsByName } from '../contractors/named.ts';
import { parameterRows } from '../parameters.ts';
import { placeShape } from '../place.ts';
import { unitsOf } from '../promoter.ts';
import { rowId, type Refuse } from '../refuse.ts';
import type { BroughtWork, ProgrammeOptions } from './types.ts';

/** Rows that are judged in one go: between them others are let in. */
const BATCH = 50;
/** More than an agency digs in ten years. */
const MOST = 50_000;

/** Reads and judges every row: what it says, whose it is, where it lies. */
export async function readRows(
	ctx: Ctx,
	{ rows, srid, onProgress, signal }: ProgrammeOptions,
	refuse: Refuse
): Promise<{ works: BroughtWork[]; read: number }> {
	const given: ImportDig[] = [];
	for await (const row of rows) {
		signal?.throwIfAborted();
		if (given.push(row) > MOST) throw new DomainError('too_large', { params: { limit: MOST } });
	}
	const { ownerOf, contractorOf, parameters } = await ctx.read(async (db) => ({
		ownerOf: await owners(db, ctx),
		contractorOf: await contractors(db),
		parameters: await parameterRows(db)
	}));
	const today = cairoDate(ctx.now());
	const sizes = new Sizes(parameters);
	const seen = new Set<string>();
	const works: BroughtWork[] = [];
	for (let at = 0; at < given.length; at += BATCH) {
		signal?.throwIfAborted();
		await ctx.read(async (db) => {
			for (const [i, row] of given.slice(at, at + BATCH).entries())
				try {
					const { source_id, promoter, contractor, work } = readProgrammeRow(row, today);
					const unit_id = ownerOf(promoter);
					const digger = contractorOf(contractor);
					const key = `${unit_id} ${source_id}`;
					if (seen.has(key)) throw new DomainError('already_exists', { params: { source_id } });
					seen.add(key);
					if (row.geometry === null || row.geometry.type === 'GeometryCollection')
						throw new DomainError('geometry_empty');
					const { geom, length_m, area_m2 } = await placeShape(db, { geometry: row.geometry, crs: srid });
					const opened_m2 = openedBy(work, { length_m, area_m2 });
					const category = work.category ?? (await sizes.categoryOf(db, { ...work, opened_m2 }));
					const buffer_m = bufferOf(parametersOn(parameters, work.starts_on), work.carriageway);
					const as = { row: at + i + 1, unit_id, source_id, ...digger };
					works.push({ ...as, ...work, category, buffer_m, geom });
				} catch (error) {
					refuse(at + i + 1, rowId(row), error);
				}
		});
		onProgress?.(Math.min(at + BATCH, given.length));
	}
	return { works, read: given.length };
}

type Digger = Pick<BroughtWork, 'contractor_id' | 'contractor'>;

/** Who digs: one of the register, else as the file calls them. */
async function contractors(db: Tx['db']): Promise<(named: string | null) => Digger> {
	const known = await contractorsByName(db);
	return (named) => {
		const contractor_id = (named && known(named)) || null;
		return { contractor_id, contractor: contractor_id === null ? named : null };
	};
}

/**
 * Whose a row is: a planner's own, unless it names another; whose it names, for those who bring in everybody's.
 * The answer throws `value_missing`, `promoter_unknown`, `promoter_other`.
 */
async function owners(db: Tx['db'], ctx: Ctx): Promise<(promoter: string | null) => string> {
	const units = await db
		.selectFrom('unit')
		.select(['id', 'code', 'name_ar', 'name_en'])
		.where('valid', '=', true)
		.execute();
	const byName = new Map(
		units.flatMap((u) => [u.name_en, u.name_ar, u.code].map((name) => [arNorm(name), u.id] as const))
	);
	const mine = unitsOf(ctx.actor);
	const everybody = can(ctx.actor, 'programme:bring_any');
	return (promoter) => {
		if (promoter === null) {
			const [only] = mine;
			if (mine.length === 1 && only !== undefined) return only;
			throw new DomainError('value_missing', { params: { field: 'promoter' } });
		}
		const unit = byName.get(arNorm(promoter));
		if (unit === undefined)
			throw new DomainError('promoter_unknown', { params: { name: promoter.slice(0, 60) } });
		if (!everybody && !mine.includes(unit))
			throw new DomainError('promoter_other', { params: { name: promoter.slice(0, 60) } });
		return unit;
	};
}
