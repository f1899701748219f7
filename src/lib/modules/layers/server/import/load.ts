import { sql } from 'kysely';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import { mergeBatch, type Outcome } from './merge.ts';
import type { Prepared } from './prepare.ts';
import { RowChecker, type StagedRow } from './rows.ts';
import type { Tally } from './tally.ts';

/** Rows of a batch, and the size of their shapes in characters. */
const ROWS = 1000;
const SIZE = 4_000_000;

export interface LoadContext {
	db: Tx['db'];
	layer: LayerDef;
	prepared: Prepared;
	now: Date;
	onProgress: (read: number) => void;
}

/** Takes the records of a file through the checks into the layer's table, batch by batch. */
export async function load(context: LoadContext, checker: RowChecker, tally: Tally): Promise<void> {
	let batch: StagedRow[] = [];
	let size = 0;
	const flush = async (): Promise<void> => {
		if (batch.length > 0) tally.merged(await merge(context, batch));
		batch = [];
		size = 0;
		context.onProgress(tally.read);
	};
	for await (const feature of context.prepared.file.features()) {
		tally.read += 1;
		const { staged, refusal } = checker.check(feature);
		if (refusal) tally.refuse(refusal);
		else {
			batch.push(staged);
			size += staged.wkb.length;
		}
		if (batch.length >= ROWS || size >= SIZE) await flush();
	}
	await flush();
}

/**
 * A batch at once; when the database will not have it, row by row, so that the one row at fault is named and the
 * others are taken.
 */
async function merge(context: LoadContext, batch: readonly StagedRow[]): Promise<Outcome[]> {
	const { db, layer, prepared, now } = context;
	const options = { srid: prepared.crs.srid, source: prepared.source, now };
	await sql`savepoint import_batch`.execute(db);
	try {
		const outcomes = await mergeBatch(db, layer, batch, options);
		await sql`release savepoint import_batch`.execute(db);
		return outcomes;
	} catch (error) {
		if (!aboutRows(error)) throw error;
		await sql`rollback to savepoint import_batch`.execute(db);
		const [only] = batch;
		if (batch.length > 1 || only === undefined) return rowByRow(context, batch);
		const { row, source_id } = only;
		return [
			{
				row,
				source_id,
				what: 'refused',
				valid: false,
				reason: (error as Error).message.slice(0, 200),
				at: null
			}
		];
	}
}

async function rowByRow(context: LoadContext, batch: readonly StagedRow[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const row of batch) outcomes.push(...(await merge(context, [row])));
	return outcomes;
}

/** Errors of data (22), constraints (23), and what PostGIS raises about a geometry (XX000): not those of the server. */
function aboutRows(error: unknown): boolean {
	return /^(22|23|XX000)/.test((error as { code?: string }).code ?? '');
}
