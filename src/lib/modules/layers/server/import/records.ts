import { EGYPT_EXTENT } from '#lib/kernel/crs.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Problem, SourceFeature } from '#lib/server/formats/index.ts';
import { picker } from '../../rules/index.ts';
import type { Reading } from './options.ts';
import { openFor, prepare, type Prepared } from './prepare.ts';

/** A record of a file by what it says of a target, before anything is judged. */
export interface FileRecord extends Pick<SourceFeature, 'row' | 'geometry'> {
	value(target: string): unknown;
	problem?: Problem | undefined;
}

export interface Records extends Pick<Prepared, 'crs' | 'mapping'> {
	format: string;
	/** Number of records, when the file tells it. */
	total: number | undefined;
	read(): AsyncGenerator<FileRecord>;
	close(): Promise<void>;
}

/**
 * Opens a file for what is not stored but worked with: any format we read, its fields matched as in an import. The
 * caller closes it.
 * @throws DomainError `file_*`, `crs_unknown`, `field_unknown`, `cancelled`.
 */
export async function openRecords(
	reading: Omit<Reading, 'layer'>,
	layer: Pick<LayerDef, 'id' | 'fields'>
): Promise<Records> {
	const file = await openFor({ ...reading, layer: layer.id });
	try {
		const { crs, mapping } = prepare(
			file,
			layer,
			{ ...reading, layer: layer.id },
			{ governorate: EGYPT_EXTENT }
		);
		const pick = picker(mapping, reading.set);
		return {
			crs,
			mapping,
			format: file.format,
			total: file.total,
			async *read() {
				for await (const { row, geometry, properties, sourceId, problem } of file.features()) {
					const value = (target: string): unknown =>
						pick(target, properties) ?? (target === 'source_id' ? sourceId : null);
					yield { row, geometry, value, problem };
				}
			},
			close: () => file.close()
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}
