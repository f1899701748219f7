import path from 'node:path';
import { EGYPT_EXTENT } from '#lib/kernel/crs.ts';
import { bringProgramme } from '#lib/modules/excavation/server/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { picker, PROGRAMME_LAYER } from '../../rules/index.ts';
import { described } from './described.ts';
import { countBy, inTheFile, told, works, type Taken } from './digs.ts';
import { REFUSALS_KEPT, type ImportOptions, type ImportReport } from './options.ts';
import { openFor, prepare } from './prepare.ts';

/** Brings a programme of works in: read here, judged and stored by the module of digs. */
export async function importProgramme(ctx: Ctx, options: ImportOptions): Promise<ImportReport> {
	demand(ctx, 'programme:bring');
	const file = await openFor(options);
	const taken: Taken[] = [];
	try {
		const prepared = prepare(file, PROGRAMME_LAYER, options, { governorate: EGYPT_EXTENT });
		const pick = picker(prepared.mapping, options.set);
		const { refused, ...counts } = await bringProgramme(ctx, {
			srid: prepared.crs.srid,
			fileName: options.fileName ?? path.basename(options.path),
			rows: works(file.features(), pick, taken),
			onError: options.onError ?? 'stop',
			onProgress: (read) => options.onProgress?.(read, file.total),
			...(options.signal ? { signal: options.signal } : {})
		});
		const refusals = refused.map((r) => told(r, taken, ctx));
		return {
			...described(options, prepared),
			...counts,
			repaired: 0,
			refused: refusals.length,
			refusedByCode: countBy(refusals),
			refusals: refusals.slice(0, REFUSALS_KEPT)
		};
	} catch (error) {
		throw inTheFile(error, taken);
	} finally {
		await file.close();
	}
}
