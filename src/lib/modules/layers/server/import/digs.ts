import { EGYPT_EXTENT } from '#lib/kernel/crs.ts';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { importDigs, type Refusal as DigRefusal } from '#lib/modules/excavation/server/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { SourceFeature } from '#lib/server/formats/index.ts';
import { demand } from '#lib/server/policy/index.ts';
import { DIGS_LAYER, picker, type Picker } from '../../rules/index.ts';
import { described } from './described.ts';
import { REFUSALS_KEPT, type ImportOptions, type ImportReport, type Refusal } from './options.ts';
import { openFor, prepare } from './prepare.ts';
import { refusalWords } from './words.ts';

/** Brings the works of others into the digs: read here, judged and stored by the module of digs. */
export async function importWorks(ctx: Ctx, options: ImportOptions): Promise<ImportReport> {
	demand(ctx, 'dig:import');
	const file = await openFor(options);
	const taken: Taken[] = [];
	try {
		const prepared = prepare(file, DIGS_LAYER, options, { governorate: EGYPT_EXTENT });
		const pick = picker(prepared.mapping, options.set);
		const { refused, clashes, ...counts } = await importDigs(ctx, {
			source: prepared.source,
			srid: prepared.crs.srid,
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
			refusals: refusals.slice(0, REFUSALS_KEPT),
			clashes
		};
	} catch (error) {
		throw inTheFile(error, taken);
	} finally {
		await file.close();
	}
}

export type Taken = Pick<SourceFeature, 'row' | 'problem'>;

/** A refusal by the module of digs, in the file's own terms. */
export function told(
	{ row, source_id, code, params, fields, at }: DigRefusal,
	taken: readonly Taken[],
	{ locale }: Pick<Ctx, 'locale'>
): Refusal {
	const { row: number = row, problem } = taken[row - 1] ?? {};
	const paths = fields.length > 0 ? { fields: fields.map((f) => f.path).join(', ') } : {};
	// What was wrong with the record itself says more than that it came without a place.
	const reason = problem ?? { code, params: { ...params, ...paths } };
	const refusal = { row: number, sourceId: source_id, ...reason, ...(at ? { at } : {}) } as Omit<
		Refusal,
		'message'
	>;
	return { ...refusal, message: refusalWords({ ...refusal, ...(problem ? {} : { fields }) }, locale) };
}

/** What stopped it, by the file's own row and for the file's own reason. */
export function inTheFile(error: unknown, taken: readonly Taken[]): unknown {
	if (!isDomainError(error) || typeof error.params.row !== 'number') return error;
	const { row = error.params.row, problem } = taken[error.params.row - 1] ?? {};
	const { code, params } = problem ?? error;
	const source_id = error.params.source_id ?? null;
	return new DomainError(code, {
		params: { ...params, row, source_id },
		fields: problem ? [] : error.fields,
		...(error.at ? { at: error.at } : {})
	});
}

export async function* works(features: AsyncIterable<SourceFeature>, pick: Picker, taken: Taken[]) {
	for await (const { row, problem, geometry, properties, sourceId } of features) {
		taken.push({ row, ...(problem ? { problem } : {}) });
		const value = (target: string): unknown => pick(target, properties);
		yield {
			source_id: value('source_id') ?? sourceId,
			promoter: value('promoter'),
			title: value('title'),
			details: value('details'),
			contractor: value('contractor'),
			start: value('start'),
			end: value('end'),
			carriageway: value('carriageway'),
			traffic_effect: value('traffic_effect'),
			category: value('category'),
			reason: value('reason'),
			road_works: value('road_works'),
			street: value('street'),
			method: value('method'),
			surface: value('surface'),
			state: value('state'),
			depth_m: value('depth_m'),
			width_m: value('width_m'),
			guarantee_until: value('guarantee_until'),
			geometry: problem ? null : geometry
		};
	}
}

export function countBy(refusals: readonly Refusal[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { code } of refusals) counts[code] = (counts[code] ?? 0) + 1;
	return counts;
}
