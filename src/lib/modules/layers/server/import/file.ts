import path from 'node:path';
import { unhurried, type Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { getLayer } from '../../rules/index.ts';
import { described } from './described.ts';
import { importWorks } from './digs.ts';
import { importProgramme } from './programme.ts';
import { groundOf } from './ground.ts';
import { load } from './load.ts';
import type { ImportOptions, ImportReport } from './options.ts';
import { openFor, prepare } from './prepare.ts';
import { trialOf } from './rollback.ts';
import { RowChecker } from './rows.ts';
import { Tally } from './tally.ts';

/**
 * Brings a file into a layer, all of it in one transaction. The same file again changes nothing.
 * @throws DomainError `layer_unknown`, `forbidden`, `file_*`, `crs_unknown`, `field_unknown`, `cancelled`; with
 * `onError: 'stop'` the reason of the first wrong row, with its `row` and `source_id`.
 */
export async function importFile(asked: Ctx, options: ImportOptions): Promise<ImportReport> {
	const own = unhurried(asked);
	const ctx = options.dryRun ? trialOf(own) : own;
	if (options.layer === 'digs') return importWorks(ctx, options);
	if (options.layer === 'programme') return importProgramme(ctx, options);
	const layer = getLayer(options.layer);
	demand(ctx, 'layer:import', layer);
	const file = await openFor(options);
	try {
		return await ctx.transaction(async (tx) => {
			const ground = await groundOf(tx.db, layer);
			const prepared = prepare(file, layer, options, ground);
			const tally = new Tally(options.onError, ctx.locale);
			await load(
				{
					db: tx.db,
					layer,
					prepared,
					now: ctx.now(),
					onProgress: (read) => options.onProgress?.(read, file.total)
				},
				new RowChecker(layer, prepared, ground, options.set),
				tally
			);
			const report: ImportReport = { ...described(options, prepared), ...tally.report() };
			if (report.inserted + report.updated > 0)
				await tx.audit('layer.imported', { type: 'layer', id: layer.id }, auditDetail(report, options));
			return report;
		});
	} finally {
		await file.close();
	}
}

function auditDetail(report: ImportReport, { fileName, path: file }: ImportOptions): Record<string, unknown> {
	const { format, source, inserted, updated, unchanged, refused } = report;
	const name = fileName ?? path.basename(file);
	return { file: name, format, source, srid: report.crs.srid, inserted, updated, unchanged, refused };
}
