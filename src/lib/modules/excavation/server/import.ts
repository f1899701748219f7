import { arNorm } from '#lib/kernel/arabic.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Srid } from '#lib/kernel/crs.ts';
import { cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { bufferOf, parametersOn, readImportRow, type ImportDig, type ReadDig } from '../rules/index.ts';
import { Sizes, withCategories } from './category-by-size.ts';
import { contractorsByName } from './contractors/named.ts';
import { recomputeClashes } from './clashes.ts';
import { refreshNuisance } from './nuisance/refresh.ts';
import { readForeignShape } from './foreign-shape.ts';
import { mergeForeign, type ForeignDig } from './import-merge.ts';
import { parameterRows } from './parameters.ts';
import { refuser, rowId, type Refusals } from './refuse.ts';
import { keepVersions, lockDigs } from './save.ts';

export interface ImportOptions {
	/** The stable name of where the works come from; rows are recognised by it and their source_id. */
	source: string;
	/** The system of the rows' geometry. */
	srid: Srid;
	rows: Iterable<ImportDig> | AsyncIterable<ImportDig>;
	/** A wrong row stops everything (default), or is left out and reported. */
	onError?: 'stop' | 'skip';
	onProgress?: (rows: number) => void;
	signal?: AbortSignal;
}

export type { Refusal } from './refuse.ts';

export interface ImportReport extends Refusals {
	read: number;
	inserted: number;
	updated: number;
	unchanged: number;
	/** Clashes that the import opened. */
	clashes: number;
}

const BATCH = 1000;

/**
 * Loads foreign works in one transaction and finds their clashes among themselves and with ours. The same rows
 * again change nothing; changed ones become a new version.
 * @throws DomainError `forbidden`; with `onError: 'stop'` the reason of the first wrong row, with its `row` and `source_id`.
 */
export async function importDigs(ctx: Ctx, options: ImportOptions): Promise<ImportReport> {
	demand(ctx, 'dig:import');
	const report: ImportReport = { read: 0, inserted: 0, updated: 0, unchanged: 0, refused: [], clashes: 0 };
	const now = ctx.now();
	await ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const reader = await rowReader(tx.db, options, report, cairoDate(now));
		const sizes = new Sizes(await parameterRows(tx.db));
		const changed: string[] = [];
		for await (const batch of inBatches(options.rows, BATCH)) {
			options.signal?.throwIfAborted();
			const digs = await withCategories(
				tx.db,
				batch.map(reader).filter((d) => d !== null),
				sizes
			);
			const merged = await mergeForeign(tx.db, digs, { source: options.source, now, by: ctx.actor.personId });
			report.inserted += merged.inserted.length;
			report.updated += merged.updated.length;
			report.unchanged += digs.length - merged.inserted.length - merged.updated.length;
			changed.push(...merged.inserted, ...merged.updated);
			options.onProgress?.(report.read);
		}
		await keepVersions(tx.db, changed, { action: 'imported', at: now, personId: ctx.actor.personId });
		await refreshNuisance(tx.db, changed);
		report.clashes = (await recomputeClashes(tx.db, changed, now)).opened.length;
		if (changed.length) {
			const { refused, ...counts } = report;
			await tx.audit(
				'dig.imported',
				{ type: 'source', id: options.source },
				{ ...counts, refused: refused.length }
			);
		}
	});
	return report;
}

type RowRead = Omit<ForeignDig, 'category'> & ReadDig;

async function rowReader(
	db: Tx['db'],
	{ srid, onError }: ImportOptions,
	report: ImportReport,
	today: CivilDate
) {
	const parameters = await parameterRows(db);
	const units = await unitsByName(db);
	const contractorOf = await contractorsByName(db);
	const refuse = refuser(report, onError);
	const seen = new Set<string>();
	return (row: ImportDig): RowRead | null => {
		report.read++;
		try {
			const read = readImportRow(row, today);
			const { shape, srid: system } = readForeignShape(row.geometry, srid);
			if (seen.has(read.source_id))
				throw new DomainError('already_exists', { params: { source_id: read.source_id } });
			seen.add(read.source_id);
			return {
				...read,
				contractor_id: (read.contractor && contractorOf(read.contractor)) ?? null,
				unit_id: units.get(arNorm(read.promoter)) ?? null,
				buffer_m: bufferOf(parametersOn(parameters, read.start), read.carriageway),
				shape,
				srid: system
			};
		} catch (error) {
			refuse(report.read, rowId(row), error);
			return null;
		}
	};
}

/** Units by all they may be called in a file. */
async function unitsByName(db: Tx['db']): Promise<Map<string, string>> {
	const units = await db.selectFrom('unit').select(['id', 'code', 'name_ar', 'name_en']).execute();
	return new Map(
		units.flatMap((u) => [u.name_en, u.name_ar, u.code].map((name) => [arNorm(name), u.id] as const))
	);
}

async function* inBatches<T>(rows: Iterable<T> | AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
	let batch: T[] = [];
	for await (const row of rows) {
		batch.push(row);
		if (batch.length === size) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length) yield batch;
}
